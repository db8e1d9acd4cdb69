package io.scriptmaster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionTest {

  private static final Optional<String> OWN = Optional.of("acme");

  @ParameterizedTest
  @CsvSource({
    "OPERATE,     403, 403, 403, 403",
    "ADMINISTER,  200, 403, 403, 403",
    "EDIT,        200, 200, 403, 403",
    "VIEW,        200, 200, 200, 403",
    "SEND_EVENTS, 200, 200, 403, 200",
    "ANY,         200, 200, 200, 200"
  })
  void shouldLetEachRoleDoWhatItIsThereFor(
      Permission permission, int admin, int editor, int viewer, int ingest) {
    assertThat(status(permission, Role.ADMIN, OWN)).isEqualTo(admin);
    assertThat(status(permission, Role.EDITOR, OWN)).isEqualTo(editor);
    assertThat(status(permission, Role.VIEWER, OWN)).isEqualTo(viewer);
    assertThat(status(permission, Role.INGEST, OWN)).isEqualTo(ingest);
  }

  @ParameterizedTest
  @EnumSource(value = Permission.class, mode = EnumSource.Mode.EXCLUDE, names = "ANY")
  void shouldHideOtherTenantsWhateverTheRole(Permission permission) {
    for (Role role : Role.values()) {
      for (String other : new String[] {"globex", "NOT-VALID", "", "acme/x"}) {
        assertThat(status(permission, role, Optional.of(other))).isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Permission.class)
  void shouldLetTheOperatorDoEverything(Permission permission) {
    permission.require(new Caller.Operator(), Optional.of("globex"));
    permission.require(new Caller.Operator(), Optional.empty());
  }

  @Test
  void shouldNameTheRolesThatWouldDo() {
    assertThatThrownBy(() -> Permission.VIEW.require(holder(Role.INGEST), OWN))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo("forbidden");
              assertThat(refused.problem().detail())
                  .isEqualTo(
                      "this needs a token with the role admin or editor or viewer;"
                          + " this one has the role ingest");
              assertThat(refused.asAnswer().headers().get("WWW-Authenticate"))
                  .contains("insufficient_scope");
            });
  }

  @Test
  void shouldSayWhatIsTheOperatorsAlone() {
    assertThatThrownBy(() -> Permission.OPERATE.require(holder(Role.ADMIN), Optional.empty()))
        .hasMessage("this needs the operator's token; this one has the role admin");
  }

  private static int status(Permission permission, Role role, Optional<String> tenant) {
    try {
      permission.require(holder(role), tenant);
      return 200;
    } catch (ProblemException e) {
      return e.problem().status();
    }
  }

  private static Caller holder(Role role) {
    return new Caller.TokenHolder(new TenantId("acme"), new EntityId("t1"), role);
  }
}
