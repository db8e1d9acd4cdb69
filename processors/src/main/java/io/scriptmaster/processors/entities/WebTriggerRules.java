package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.WebTrigger;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.Optional;

/** Web triggers name a script that exists. */
final class WebTriggerRules implements ScriptUserRules<SaveWebTrigger, WebTrigger> {

  @Override
  public EntityKind kind() {
    return EntityKind.WEB_TRIGGER;
  }

  @Override
  public Topic<WebTrigger> topic(TopicCatalogue topics) {
    return topics.webTriggers();
  }

  @Override
  public WebTrigger content(
      SaveWebTrigger body, Optional<WebTrigger> current, Request request, TenantState state) {
    return WebTrigger.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setScript(body.script())
        .setMethods(body.methods())
        .setAuth(body.auth())
        .setMode(body.mode())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }

  @Override
  public String scriptNamedBy(SaveWebTrigger body) {
    return body.script();
  }

  @Override
  public String scriptUsedBy(WebTrigger entity) {
    return entity.getScript();
  }
}
