package profilegateway.access.persisted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  @Test
  void apollosManifestIsRead() {
    assertThat(Manifest.read("""
            {
              "format": "apollo-persisted-query-manifest",
              "version": 1,
              "operations": [
                {
                  "id": "dc67510fb4289672bea757e862d6b00e83db5d3cbbcfb15260601b6f29bb2b8f",
                  "body": "query UniversalQuery { __typename }",
                  "name": "UniversalQuery",
                  "type": "query"
                },
                {"id": "f11e4dcb28788af2", "clientName": "web", "body": "query Other { viewer { mpid } }", "name": "Other", "type": "query"}
              ]
            }
            """))
        .isEqualTo(Map.of(
            "dc67510fb4289672bea757e862d6b00e83db5d3cbbcfb15260601b6f29bb2b8f",
            "query UniversalQuery { __typename }",
            "f11e4dcb28788af2",
            "query Other { viewer { mpid } }"));
  }

  @Test
  void relaysFileIsRead() {
    assertThat(Manifest.read("""
            {
              "0d6a1c8ad9fbf6c0dbbe7b4ba1cbd0dc": "query AppQuery {\\n  viewer {\\n    mpid\\n  }\\n}\\n"
            }"""))
        .isEqualTo(Map.of(
            "0d6a1c8ad9fbf6c0dbbe7b4ba1cbd0dc",
            "query AppQuery {\n  viewer {\n    mpid\n  }\n}\n"));
  }

  @Test
  void theFileOfGraphQlCodegenIsRead() {
    assertThat(Manifest.read("""
                {
                  "b61b879c1eb0040bce65d70c8adfb1ae9360f52f": "query HelloQuery { viewer { mpid } }",
                  "sha256:0f1d": "query A { __typename }"
                }"""))
        .isEqualTo(Map.of(
            "b61b879c1eb0040bce65d70c8adfb1ae9360f52f",
            "query HelloQuery { viewer { mpid } }",
            "0f1d",
            "query A { __typename }"));
  }

  @Test
  void anEmptyFileOfAProjectWithoutOperationsIsRead() {
    assertThat(Manifest.read("{}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\": \"query\"                                   | is not valid JSON",
        "{} {}                                             | is not valid JSON",
        "{\"a\": \"{ b }\", \"a\": \"{ c }\"}                | is not valid JSON",
        "[\"{ a }\"]                                       | is not a JSON object",
        "{\"a\": 1}                                        | has no text for document 1",
        "{\"a\": \" \"}                                    | has no text for document 1",
        "{\"\": \"{ a }\"}                                 | has no id for document 1",
        "{\"a\": \"{ b }\", \"sha256:a\": \"{ c }\"}         | has two texts for the id of document 2",
        "{\"operations\": []}                              | has operations, but is not of the format apollo-persisted-query-manifest in version 1",
        "{\"format\": \"apollo-persisted-query-manifest\", \"version\": 2, \"operations\": []} | has operations, but is not of the format apollo-persisted-query-manifest in version 1",
        "{\"format\": \"apollo-persisted-query-manifest\", \"version\": 1, \"operations\": [{\"id\": \"a\"}]} | has no text for document 1",
        "{\"format\": \"apollo-persisted-query-manifest\", \"version\": 1, \"operations\": [{\"body\": \"{ a }\"}]} | has no id for document 1"
      })
  void whatIsNoManifestIsRefusedWithoutQuotingIt(String text, String why) {
    assertThatThrownBy(() -> Manifest.read(text))
        .isInstanceOf(UnusableManifest.class)
        .hasMessage(why);
  }
}
