package io.scriptmaster.standalone;

import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.secrets.TenantSecrets;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps every tenant's data key under the current master key, once after a start, in the
 * background.
 *
 * <p>Several instances may do it at once: each key is saved under the condition that nobody else
 * did.
 */
final class MasterKeyRotation {

  private static final Logger LOG = LoggerFactory.getLogger(MasterKeyRotation.class);
  private static final int AT_ONCE = 200;

  private final EntityReads reads;
  private final TenantSecrets secrets;

  MasterKeyRotation(EntityReads reads, TenantSecrets secrets) {
    this.reads = reads;
    this.secrets = secrets;
  }

  void start() {
    Thread.ofVirtual().name("rotate-master-key").start(this::run);
  }

  private void run() {
    try {
      int rewrapped = 0;
      String from = "";
      do {
        Page<Tenant> page = reads.tenants(from, AT_ONCE);
        for (Tenant tenant : page.items()) {
          rewrapped += secrets.rewrap(new TenantId(tenant.getId())) ? 1 : 0;
        }
        from = page.next().orElse("");
      } while (!from.isEmpty());
      LOG.info(
          "All data keys are wrapped under the current master key; {} were not before", rewrapped);
    } catch (RuntimeException e) {
      LOG.error(
          "Not all data keys could be wrapped under the current master key; keep the old one and start again",
          e);
    }
  }
}
