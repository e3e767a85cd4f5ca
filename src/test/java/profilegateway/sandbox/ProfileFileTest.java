package profilegateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static profilegateway.testing.SandboxClient.ALL;
import static profilegateway.testing.SandboxClient.json;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.testing.SandboxClient;

@ExtendWith(VertxExtension.class)
class ProfileFileTest {
  @TempDir
  Path directory;

  private Vertx vertx;

  @BeforeEach
  void open(Vertx opened) {
    vertx = opened;
  }

  private Sandbox start(String lines) throws IOException, TimeoutException {
    Path file = Files.writeString(directory.resolve("people.jsonl"), lines);
    return Sandbox.start(vertx, RunningSandbox.options(file, false, 0)).await(20, TimeUnit.SECONDS);
  }

  @Test
  void eachLineIsAProfile() throws Exception {
    Sandbox sandbox = start("""
        {"mpid":-12,"user_identities":[{"type":"customer_id","encoding":"none","value":"ann"}]}

        {"mpid":9007199254740995,"user_attributes":{"vip":null}}
        """);
    SandboxClient client = new SandboxClient(sandbox.port());
    String token = client.token();

    assertThat(json(client.resolveCustomer(token, "ann")).path("mpid").longValue())
        .isEqualTo(-12);
    assertThat(client.profile(token, 9007199254740995L, ALL).body())
        .isEqualTo("{\"mpid\":9007199254740995,\"user_attributes\":{\"vip\":null}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "no json|line 2: the record is not JSON: ",
        "[]|line 2: the record is a JSON object",
        "{'mpid':'7'}|line 2: mpid is a 64-bit integer other than 0, as a JSON number",
        "{'mpid':1}|line 2: there is a profile with mpid 1 already",
        "{'mpid':2,'mpid':3}|line 2: the record is not JSON: Duplicate field",
        "{'mpid':2,'user_attributes':[]}|line 2: user_attributes is an object or null",
        "{'mpid':2,'user_identities':[{'type':'customer_id','encoding':'none','value':'shopper-tagged'}]}|"
            + "line 2: customer_id shopper-tagged belongs to mpid 4400000000000000002 already",
      })
  void aWrongLineIsNamedWithItsReason(String line, String message) {
    assertThatThrownBy(() -> start("{\"mpid\":1}\n" + line.replace('\'', '"')))
        .hasMessageContaining("people.jsonl, " + message);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = directory.resolve("missing.jsonl");

    assertThatThrownBy(() -> Sandbox.start(vertx, RunningSandbox.options(missing, false, 0))
            .await(20, TimeUnit.SECONDS))
        .hasMessageContaining("missing.jsonl cannot be read");
  }
}
