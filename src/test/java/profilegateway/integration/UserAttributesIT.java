package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.TestGateway;

/** Attributes without a declared type: how one is found by name, and how its value reads. */
class UserAttributesIT {
  private static final String PROFILE = """
      {"mpid": 7, "user_attributes": {
        "zeta": "last", "$firstname": "spelled low", "$FirstName": "spelled high", "Alpha": "first", "alpine": "second",
        "number": "342.10", "whole": "4", "padded": " 42 ", "flag": "True", "empty": "", "no value": "-",
        "tag": null, "list": ["1", "two", ""], "no items": [], "one item": ["true"],
        "bare number": 342.10, "bare integer": 9007199254740993, "bare flag": false}}""";

  private static TestGateway gateway;

  @BeforeAll
  static void storeAttributes(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("profiles.jsonl"), PROFILE.replace("\n", " "));
    gateway = TestGateway.start("SANDBOX_PROFILES", file.toString());
    var rule = gateway.sandbox().ask("POST", "/faults", """
            {"on":"api","kind":"overwrite","with":{"user_attributes":{
              "object":{"a":[1,null]},"list with null":["1",null,9007199254740993],"list of lists":[["1"],{"b":2.50}]}}}""");
    assertThat(rule.path("kind").asText()).isEqualTo("overwrite");
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          number         | SINGLE | "342.10"           | ["342.10"]           | 342.1 | null  | "342.10"
          whole          | SINGLE | "4"                | ["4"]                | 4.0   | null  | "4"
          padded         | SINGLE | " 42 "             | [" 42 "]             | 42.0  | null  | " 42 "
          flag           | SINGLE | "True"             | ["True"]             | null  | true  | "True"
          empty          | SINGLE | ""                 | [""]                 | null  | null  | ""
          no value       | SINGLE | "-"                | ["-"]                | null  | null  | "-"
          tag            | TAG    | null               | []                   | null  | true  | null
          list           | LIST   | "1"                | ["1","two",""]       | null  | null  | ["1","two",""]
          no items       | LIST   | null               | []                   | null  | null  | []
          one item       | LIST   | "true"             | ["true"]             | null  | null  | ["true"]
          bare number    | SINGLE | "342.10"           | ["342.10"]           | 342.1 | null  | 342.10
          bare integer   | SINGLE | "9007199254740993" | ["9007199254740993"] | 9.007199254740992E15 | null | "9007199254740993"
          bare flag      | SINGLE | "false"            | ["false"]            | null  | false | false
          object         | SINGLE | "{\\"a\\":[1,null]}" | ["{\\"a\\":[1,null]}"] | null | null | {"a":[1,null]}
          list with null | LIST   | "1"                | ["1","9007199254740993"] | null | null | ["1",null,"9007199254740993"]
          list of lists  | LIST   | "[\\"1\\"]"        | ["[\\"1\\"]","{\\"b\\":2.50}"] | null | null | [["1"],{"b":2.50}]
          """)
  void anAttributeReadsInEachOfItsWays(
      String name,
      String kind,
      String value,
      String values,
      String number,
      String flag,
      String json) {
    JsonNode read = one("{ name kind value values number boolean json }", name);

    assertThat(read.toString())
        .isEqualTo(
            "{\"name\":\"%s\",\"kind\":\"%s\",\"value\":%s,\"values\":%s,\"number\":%s,\"boolean\":%s,\"json\":%s}"
                .formatted(
                    name, kind, value, values, SandboxClient.json(number).toString(), flag, json));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          $firstname | $firstname | spelled low
          $FirstName | $FirstName | spelled high
          $FIRSTNAME | $FirstName | spelled high
          ALPHA      | Alpha      | first
          ZETA       | zeta       | last
          """)
  void aNameIsFoundInAnyCaseAndFirstInItsOwn(String asked, String stored, String value) {
    assertThat(one("{ name value }", asked).toString())
        .isEqualTo("{\"name\":\"" + stored + "\",\"value\":\"" + value + "\"}");
  }

  @Test
  void aNameThatTheProfileHasNotIsNullWithoutAnError() {
    assertThat(one("{ name }", "nothing").isNull()).isTrue();
    assertThat(one("{ name }", "").isNull()).isTrue();
  }

  @Test
  void aDeclaredAttributeFindsItsNameInAnyCase() {
    JsonNode first = gateway
        .ask("{ profile(mpid: \"7\") { attributes { firstName } } }")
        .data()
        .at("/profile/attributes/firstName");

    assertThat(first.asText()).isEqualTo("spelled low");
  }

  @Test
  void allAttributesComeSortedByName() {
    assertThat(names(Map.of()))
        .containsExactly(
            "$FirstName",
            "$firstname",
            "Alpha",
            "alpine",
            "bare flag",
            "bare integer",
            "bare number",
            "empty",
            "flag",
            "list",
            "list of lists",
            "list with null",
            "no items",
            "no value",
            "number",
            "object",
            "one item",
            "padded",
            "tag",
            "whole",
            "zeta");
  }

  @Test
  void namesAndPrefixSelectInAnyCaseAndTogether() {
    assertThat(names(Map.of("names", List.of("ZETA", "$firstName", "nothing", "tag", "zeta"))))
        .containsExactly("$FirstName", "$firstname", "tag", "zeta");
    assertThat(names(Map.of("prefix", "AL"))).containsExactly("Alpha", "alpine");
    assertThat(names(Map.of("prefix", "al", "names", List.of("alpine", "zeta"))))
        .containsExactly("alpine");
    assertThat(names(Map.of("names", List.of()))).isEmpty();
    assertThat(names(Map.of("prefix", "nothing"))).isEmpty();
    assertThat(names(Map.of("prefix", "", "names", List.of("zeta")))).containsExactly("zeta");
  }

  private static JsonNode one(String fields, String name) {
    return gateway
        .ask(
            "query ($name: String!) { profile(mpid: \"7\") { userAttribute(name: $name) " + fields
                + " } }",
            Map.of("name", name))
        .data()
        .path("profile")
        .path("userAttribute");
  }

  private static List<String> names(Map<String, ?> arguments) {
    JsonNode attributes = gateway
        .ask(
            "query ($names: [String!], $prefix: String)"
                + " { profile(mpid: \"7\") { userAttributes(names: $names, prefix: $prefix) { name } } }",
            arguments)
        .data()
        .at("/profile/userAttributes");
    return StreamSupport.stream(attributes.spliterator(), false)
        .map(attribute -> attribute.path("name").asText())
        .toList();
  }
}
