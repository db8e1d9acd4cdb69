package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ApiToken;
import io.scriptmaster.entity.AppConfig;
import io.scriptmaster.entity.CustomField;
import io.scriptmaster.entity.DataKey;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Secret;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.entity.WebTrigger;
import java.util.List;

/** The rules of every kind of entity: the one place where kinds are listed. */
public final class EntityCatalogue {

  public static final EntityRules<SaveTenant, Tenant> TENANTS = new TenantRules();
  public static final EntityRules<SaveScript, Script> SCRIPTS = new ScriptRules();
  public static final EntityRules<SaveListener, Listener> LISTENERS = new ListenerRules();
  public static final EntityRules<SaveAppConfig, AppConfig> APP_CONFIGS = new AppConfigRules();
  public static final EntityRules<SaveSchedule, Schedule> SCHEDULES = new ScheduleRules();
  public static final EntityRules<SaveCustomField, CustomField> CUSTOM_FIELDS =
      new CustomFieldRules();
  public static final EntityRules<SaveWebTrigger, WebTrigger> WEB_TRIGGERS = new WebTriggerRules();
  public static final EntityRules<SaveSecret, Secret> SECRETS = new SecretRules();
  public static final EntityRules<SaveDataKey, DataKey> DATA_KEYS = new DataKeyRules();
  public static final EntityRules<SaveApiToken, ApiToken> API_TOKENS = new ApiTokenRules();

  private static final List<EntityRules<?, ?>> ALL =
      List.of(
          TENANTS,
          SCRIPTS,
          LISTENERS,
          APP_CONFIGS,
          SCHEDULES,
          CUSTOM_FIELDS,
          WEB_TRIGGERS,
          SECRETS,
          DATA_KEYS,
          API_TOKENS);

  private EntityCatalogue() {}

  public static List<EntityRules<?, ?>> all() {
    return ALL;
  }

  static EntityRules<?, ?> of(EntityKind kind) {
    return ALL.stream().filter(rules -> rules.kind() == kind).findFirst().orElseThrow();
  }
}
