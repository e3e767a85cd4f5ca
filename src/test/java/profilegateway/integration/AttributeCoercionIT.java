package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.testing.AttributeTable;
import profilegateway.testing.AttributeTable.Row;
import profilegateway.testing.AttributeTable.Section;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/** Stored attributes as their declared types, end to end: the rows of attribute-coercion.txt. */
class AttributeCoercionIT {
  private static final String ENUMS = """
      enum ViewPreference {
        DARK @attributeValue(text: ["Dark Mode", "Night"])
        LIGHT @attributeValue(text: "Light Mode")
        UNKNOWN
      }
      enum Tier { GOLD SILVER @attributeValue(text: ["Silver", "2nd"]) }
      extend type Attributes {
        longest: String @attribute(name: "longest")
        longestList: [String!] @attribute(name: "longest list")
      }
      """;
  private static final AttributeTable TABLE = AttributeTable.read();

  private static TestGateway gateway;

  @BeforeAll
  static void declareAndStoreEachRow(@TempDir Path folder) throws IOException {
    Path extension = Files.writeString(folder.resolve("rows.graphqls"), ENUMS + declarations());
    Path profile =
        Files.writeString(folder.resolve("profiles.jsonl"), "{\"mpid\":7,\"user_attributes\":{}}");
    gateway = TestGateway.start(
        "GATEWAY_SCHEMA_EXTENSIONS", extension.toString(), "SANDBOX_PROFILES", profile.toString());
    // Some of the rows are nothing that the API should ever send, and so nothing that a profile of
    // the sandbox may hold.
    var rule = gateway.sandbox().ask("POST", "/faults", """
            {"on":"api","kind":"overwrite","with":{"user_attributes":{%s}}}""".formatted(attributes()));
    assertThat(rule.path("kind").asText()).isEqualTo("overwrite");
  }

  @AfterAll
  static void close() {
    gateway.close();
  }

  private static String declarations() {
    StringBuilder sdl = new StringBuilder("extend type Attributes {\n");
    for (Section section : TABLE.sections()) {
      String texts = section.defaultTexts();
      for (Row row : section.rows()) {
        sdl.append("%s: %s @attribute(name: \"%s\"%s)%n"
            .formatted(
                row.field(),
                section.type(),
                row.field(),
                texts == null ? "" : ", default: " + texts));
      }
    }
    return sdl.append("}").toString();
  }

  private static String attributes() {
    String rows = TABLE.rows().stream()
        .filter(Row::isStored)
        .map(row -> "\"" + row.field() + "\":" + row.stored())
        .collect(Collectors.joining(","));
    String items = String.join(",", longestList());
    return "%s,\"longest\":\"%s\",\"longest list\":[%s]".formatted(rows, "é".repeat(4096), items);
  }

  private static List<String> longestList() {
    return IntStream.range(0, 1000)
        .mapToObj(number -> "\"" + "x".repeat(508) + (1000 + number) + "\"")
        .toList();
  }

  static List<Section> sections() {
    return TABLE.sections();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sections")
  void eachStoredValueReadsAsTheTableSays(Section section) {
    String fields = section.rows().stream().map(Row::field).collect(Collectors.joining(" "));

    GraphQlAnswer answer =
        gateway.ask("{ profile(mpid: \"7\") { attributes { " + fields + " } } }");

    List<String> mismatches = section.rows().stream()
        .filter(Row::isMismatch)
        .map(row -> "ATTRIBUTE_TYPE_MISMATCH at profile/attributes/" + row.field())
        .toList();
    var data = answer.dataBesideErrors().path("profile").path("attributes");
    List<Row> read = section.rows().stream()
        .map(row -> row.isMismatch() && data.path(row.field()).isNull()
            ? row
            : row.with(data.path(row.field()).toString()))
        .toList();
    assertThat(read).isEqualTo(section.rows());
    assertThat(answer.codes()).isEqualTo(mismatches);
  }

  @Test
  void aMismatchNamesTheDeclaredTypeAndNothingOfTheValue() {
    Row row = TABLE.rows().stream().filter(Row::isMismatch).findFirst().orElseThrow();

    GraphQlAnswer answer =
        gateway.ask("{ profile(mpid: \"7\") { attributes { " + row.field() + " } } }");

    assertThat(answer.errors().toString()).isEqualTo("""
            [{"message":"The stored value of this attribute does not fit its declared type Int.",\
            "locations":[{"line":1,"column":37}],"path":["profile","attributes","%s"],\
            "extensions":{"code":"ATTRIBUTE_TYPE_MISMATCH","retryable":false}}]""".formatted(row.field()));
  }

  @Test
  void theLongestValueAndTheLongestListComeWhole() {
    var attributes = gateway
        .ask("{ profile(mpid: \"7\") { attributes { longest longestList } } }")
        .data()
        .path("profile")
        .path("attributes");

    assertThat(attributes.path("longest").asText()).isEqualTo("é".repeat(4096));
    assertThat(attributes.path("longestList").toString())
        .isEqualTo("[" + String.join(",", longestList()) + "]");
  }
}
