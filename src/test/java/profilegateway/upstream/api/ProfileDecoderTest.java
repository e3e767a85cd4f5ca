package profilegateway.upstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.profile.Copy;
import profilegateway.profile.Head;
import profilegateway.profile.Parts;

/** How the flags of a profile are read. */
class ProfileDecoderTest {

  private static Head head(String flag) throws IOException {
    Buffer body = Buffer.buffer("{\"mpid\": 7, \"is_opted_out\": " + flag + "}");
    return ProfileDecoder.decode(body, Parts.NONE, Copy.fetched(Instant.EPOCH)).head();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false", "'\"true\"',true", "'\"false\"',false"})
  void aFlagMayComeAsText(String flag, boolean read) throws IOException {
    assertThat(head(flag).optedOut()).isEqualTo(read);
    assertThat(head(flag).unreadable()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "\"yes\"", "\"\"", "\"TRUE\"", "{\"is\": true}", "[true]"})
  void whatIsNoFlagIsUnreadable(String flag) throws IOException {
    assertThat(head(flag).optedOut()).isNull();
    assertThat(head(flag).unreadable()).isEqualTo(Set.of(Head.Field.OPTED_OUT));
  }

  @Test
  void noFlagIsNotUnreadable() throws IOException {
    assertThat(head("null").optedOut()).isNull();
    assertThat(head("null").unreadable()).isEmpty();
  }
}
