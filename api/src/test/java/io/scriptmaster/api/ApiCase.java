package io.scriptmaster.api;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test over HTTP, with an API of its own that knows the tenant {@code acme}. */
abstract class ApiCase {

  static final String ACME = "/v1/tenants/acme";

  ApiFixture api;

  @BeforeEach
  void startApi() {
    api = new ApiFixture();
  }

  @AfterEach
  void stopApi() {
    api.close();
  }
}
