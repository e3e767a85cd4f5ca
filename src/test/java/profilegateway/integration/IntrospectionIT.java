package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import graphql.GraphQL;
import graphql.introspection.IntrospectionQueryBuilder;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/** The schema as a client sees it: by introspection, and as text. */
class IntrospectionIT {
  private static final String QUERY =
      IntrospectionQueryBuilder.build(IntrospectionQueryBuilder.Options.defaultOptions()
          .descriptions(true)
          .specifiedByUrl(true)
          .directiveIsRepeatable(true)
          .schemaDescription(true)
          .inputValueDeprecation(true));

  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/schema.graphqls", "/schema.graphql"})
  void theTextIsTheSchemaThatIntrospectionShows(String path) {
    HttpResponse<String> text = gateway.send(gateway.request(path));

    assertThat(text.statusCode()).isEqualTo(200);
    assertThat(text.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    GraphQL ofText = GraphQL.newGraphQL(UnExecutableSchemaGenerator.makeUnExecutableSchema(
            new SchemaParser().parse(text.body())))
        .build();
    JsonNode expected =
        new JsonMapper().valueToTree(ofText.execute(QUERY).toSpecification()).path("data");
    assertThat(gateway.ask(QUERY).data().toPrettyString()).isEqualTo(expected.toPrettyString());
  }

  @Test
  void everythingOfOurOwnIsDescribed() {
    JsonNode schema = gateway.ask(QUERY).data().path("__schema");
    List<String> bare = new ArrayList<>();

    lookAt(schema, "schema", bare);
    for (JsonNode type : schema.path("types")) {
      String name = type.path("name").asText();
      lookAt(type, name, bare);
      for (JsonNode field : type.path("fields")) {
        String fieldName = name + "." + field.path("name").asText();
        lookAt(field, fieldName, bare);
        field
            .path("args")
            .forEach(argument ->
                lookAt(argument, fieldName + "(" + argument.path("name").asText() + ")", bare));
      }
      for (String members : List.of("inputFields", "enumValues")) {
        type.path(members)
            .forEach(member -> lookAt(member, name + "." + member.path("name").asText(), bare));
      }
    }
    for (JsonNode directive : schema.path("directives")) {
      String name = "@" + directive.path("name").asText();
      lookAt(directive, name, bare);
      directive
          .path("args")
          .forEach(argument ->
              lookAt(argument, name + "(" + argument.path("name").asText() + ")", bare));
    }

    // What begins with __ and these directives are the engine's.
    assertThat(bare).filteredOn(name -> !name.startsWith("__")).isEmpty();
  }

  private static void lookAt(JsonNode described, String name, List<String> bare) {
    if (described.path("description").asText("").isBlank()) {
      bare.add(name);
    }
  }

  @Test
  void aTypeIsFoundByName() {
    assertThat(gateway
            .ask(
                "{ __type(name: \"Freshness\") { kind name fields { name type { kind ofType { name } } } } }")
            .data()
            .toString())
        .isEqualTo("""
            {"__type":{"kind":"OBJECT","name":"Freshness","fields":[\
            {"name":"origin","type":{"kind":"NON_NULL","ofType":{"name":"ProfileOrigin"}}},\
            {"name":"fetchedAt","type":{"kind":"NON_NULL","ofType":{"name":"DateTime"}}}]}}""");
  }

  @Test
  void whereItIsOffNothingTellsTheSchema() {
    try (TestGateway closed = TestGateway.start("GATEWAY_INTROSPECTION", "off")) {
      HttpResponse<String> text = closed.send(closed.request("/schema.graphqls"));
      assertThat(text.statusCode()).isEqualTo(403);
      assertThat(GraphQlAnswer.of(text).codes()).containsExactly("INTROSPECTION_DISABLED");

      assertThat(closed.ask(QUERY).codes()).containsExactly("INTROSPECTION_DISABLED");
      assertThat(closed.ask("{ __typename viewer { __typename } }").data().toString())
          .isEqualTo("{\"__typename\":\"Query\",\"viewer\":{\"__typename\":\"Profile\"}}");
      assertThat(closed
              .ask("{ viewer { mpidd } }")
              .errors()
              .path(0)
              .path("message")
              .asText())
          .isEqualTo("Field 'mpidd' in type 'Profile' is undefined");
    }
  }

  @Test
  void whoSaysWhoItIsMayHaveItToldWhereOnlyThoseMay() throws IOException {
    try (TestGateway choosy = TestGateway.start(
        "GATEWAY_INTROSPECTION", "authenticated",
        "GATEWAY_ACCESS", "tokens",
        "GATEWAY_ANONYMOUS", "allow")) {
      HttpResponse<String> token = choosy.sandbox().control("GET", "/tokens/documented-sample", "");
      String bearer = "Bearer " + token.body();

      assertThat(choosy.ask(QUERY).codes()).containsExactly("INTROSPECTION_DISABLED");
      assertThat(choosy.send(choosy.request("/schema.graphqls")).statusCode()).isEqualTo(403);
      assertThat(GraphQlAnswer.of(choosy.send(
                  choosy.postOf(TestGateway.body(QUERY, Map.of())).header("Authorization", bearer)))
              .data()
              .has("__schema"))
          .isTrue();
      assertThat(choosy
              .send(choosy.request("/schema.graphqls").header("Authorization", bearer))
              .body())
          .isEqualTo(gateway.send(gateway.request("/schema.graphqls")).body());
    }
  }

  @Test
  void whoIsNotLetInIsNotToldEither() {
    try (TestGateway closed = TestGateway.start("GATEWAY_ACCESS", "tokens")) {
      assertThat(closed.send(closed.request("/schema.graphqls")).statusCode()).isEqualTo(401);
    }
  }
}
