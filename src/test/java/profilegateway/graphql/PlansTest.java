package profilegateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.access.Caller;
import profilegateway.access.Caller.Scopes;
import profilegateway.config.GraphQlConfig;
import profilegateway.config.Introspection;
import profilegateway.graphql.plan.Plan;
import profilegateway.graphql.plan.PlannedOperation;
import profilegateway.graphql.rights.Readers;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.testing.TestLimits;

/** Which operations have a plan, and which requests it takes. */
class PlansTest {
  private static final Caller ANYBODY = Caller.unchecked(null);

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Documents documents;

  @BeforeAll
  static void read() throws InvalidSchema {
    GraphQlConfig config = new GraphQlConfig(
        List.of(Path.of("examples/attributes.graphqls")),
        false,
        Set.of("customer_id"),
        Set.of("attribution"),
        Duration.ofSeconds(3),
        Introspection.ON,
        true);
    GatewaySchema.Executable executable =
        GatewaySchema.read(config).executable(config, InstantSource.system());
    documents = new Documents(executable.schema(), TestLimits.usual(), executable.plans());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ viewer { mpid } }",
        "query ($m: ID!) { a: profile(mpid: $m) { __typename attributes { city } } }",
        "query ($m: [ID!]!) { profiles(mpids: $m) { freshness { origin } } }",
        "{ node(id: \"x\") { id ... on Profile { ...P } } } fragment P on Profile { attribution }",
        "query ($i: IdentityInput!) { profileByIdentity(identity: $i) { mpid } }",
        "query ($v: String!) { profileByIdentity(identity: {value: $v}) { mpid } }"
      })
  void theseOperationsHaveOne(String document) throws Exception {
    assertThat(documents.document(document).plans()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ __typename }",
        "{ __schema { queryType { name } } viewer { mpid } }",
        "{ viewer { mpid @skip(if: false) } }",
        "{ viewer { isInAudience(audienceId: 17918) } }"
      })
  void theseAreTheEngines(String document) throws Exception {
    assertThat(documents.document(document).plans()).isEmpty();
  }

  @Test
  void eachProfileIsAskedForOnceInTheOrderOfTheFirstWithAllPartsAndThoseAskedAlong()
      throws Exception {
    PlannedOperation planned = begun("""
        query ($a: ID!, $b: [ID!]!) {
          profile(mpid: $a) { mpid }
          profiles(mpids: $b) { isInAudience(audienceId: "1") }
          last: profile(mpid: $a) { attributes { city } }
        }""", Map.of("a", "11", "b", List.of("22", "11")), ANYBODY);

    Map<Object, String> asked = new LinkedHashMap<>();
    planned.gathered().forEach((reference, parts) -> asked.put(reference, parts.toString()));
    assertThat(asked.keySet()).containsExactly(new Mpid(11), new Mpid(22));
    assertThat(asked.values())
        .containsExactly(
            "user_attributes,audience_memberships,attribution", "audience_memberships,attribution");
    assertThat(planned.gathered().repeats()).containsExactly(new Mpid(11), new Mpid(11));
  }

  @Test
  void whatWouldBeAnErrorIsTheEnginesBeforeAnythingIsAsked() throws Exception {
    String one = "query ($m: ID!) { profile(mpid: $m) { mpid } }";
    assertThat(begin(one, Map.of("m", "11"), ANYBODY)).isNotNull();
    assertThat(begin(one, Map.of("m", "0"), ANYBODY)).as("no mpid").isNull();
    assertThat(begin(one, Map.of("m", 11), ANYBODY)).as("a number").isNull();
    assertThat(begin(one, Map.of("m", List.of("11")), ANYBODY)).as("a list").isNull();
    assertThat(begin(one, Map.of(), ANYBODY)).as("missing").isNull();
    assertThat(begin(one, nothing("m"), ANYBODY)).as("null").isNull();

    String many = "query ($m: [ID!]!) { profiles(mpids: $m) { mpid } }";
    assertThat(begin(many, Map.of("m", List.of()), ANYBODY)).isNotNull();
    assertThat(begin(many, Map.of("m", "11"), ANYBODY)).as("a list of one").isNull();
    assertThat(begin(many, Map.of("m", Arrays.asList("11", null)), ANYBODY)).isNull();

    String kinds =
        "query ($t: [UserIdentityType!]) { viewer { userIdentities(types: $t) { type } } }";
    assertThat(begin(kinds, Map.of(), ANYBODY)).isNotNull();
    assertThat(begin(kinds, nothing("t"), ANYBODY)).isNotNull();
    assertThat(begin(kinds, Map.of("t", List.of("EMAIL")), ANYBODY)).isNotNull();
    assertThat(begin(kinds, Map.of("t", List.of("email")), ANYBODY)).isNull();

    String identity = "query ($i: IdentityInput!) { profileByIdentity(identity: $i) { mpid } }";
    assertThat(begin(identity, Map.of("i", Map.of("value", "ann")), ANYBODY)).isNotNull();
    assertThat(begin(identity, Map.of("i", Map.of("value", "")), ANYBODY)).isNull();
    assertThat(begin(identity, Map.of("i", Map.of("value", "ann", "type", "OTHER")), ANYBODY))
        .as("not immutable here")
        .isNull();
    assertThat(begin(identity, Map.of("i", Map.of("value", "ann", "more", "")), ANYBODY))
        .isNull();
  }

  @Test
  void whatACallerMayNotReadIsTheEngines() throws Exception {
    Caller ann =
        new Caller(new Identity("customer_id", "ann"), null, Scopes.NONE, Caller.Kind.TOKEN, "");
    assertThat(begin("{ viewer { mpid } }", Map.of(), ann)).isNotNull();
    assertThat(begin("{ viewer { attributes { firstName } } }", Map.of(), ann)).isNull();
    assertThat(begin("{ viewer { userAttribute(name: \"$FIRSTname\") { name } } }", Map.of(), ann))
        .isNull();
    assertThat(begin("{ viewer { userIdentities { type } } }", Map.of(), ann)).isNull();
    assertThat(begin("{ profile(mpid: \"11\") { mpid } }", Map.of(), ann))
        .as("may turn out to be the own")
        .isNull();
    assertThat(begin("{ profiles(mpids: []) { mpid } }", Map.of(), ann)).isNull();
  }

  @Test
  void aPlanHoldsNothingOfACaller() throws Exception {
    String viewer = "{ viewer { mpid } }";
    Caller key = new Caller(null, null, Scopes.ALL, Caller.Kind.API_KEY, "");
    PlannedOperation nobodys = begun(viewer, Map.of(), Caller.ANONYMOUS);

    assertThat(nobodys.gathered().isEmpty()).isTrue();
    assertThat(begin(viewer, Map.of(), key)).as("an error says why").isNull();
  }

  private static Map<String, @Nullable Object> nothing(String name) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put(name, null);
    return variables;
  }

  private static PlannedOperation begun(String document, Map<String, ?> variables, Caller caller)
      throws Exception {
    return Objects.requireNonNull(begin(document, variables, caller));
  }

  private static @Nullable PlannedOperation begin(
      String document, Map<String, ?> variables, Caller caller) throws Exception {
    Plan plan = documents.document(document).plans().values().iterator().next();
    return plan.begin(new HashMap<>(variables), caller, Readers.of(caller, Set.of()));
  }
}
