package io.scriptmaster.api.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The addresses that one client has: one of IPv4, but 2^64 of IPv6. Source: RFC 6177, which gives a
 * site at least a /64.
 */
final class AddressBlock {

  private static final int SITE_BYTES = 8;

  private AddressBlock() {}

  static String of(String address) {
    try {
      // The address comes from the connection, so it is a literal and no name is looked up.
      return InetAddress.getByName(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), SITE_BYTES))
          : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
