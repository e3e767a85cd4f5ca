package profilegateway.graphql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.profile.JsonNumber;

/** Text is written as Jackson does it, which writes the engine's answers. */
class JsonBytesTest {
  @Test
  void eachCharacterIsWrittenAsJacksonDoesIt() throws IOException {
    for (int character = 0; character <= Character.MAX_VALUE; character++) {
      String text = "a" + (char) character;
      assertThat(written(text)).as("U+%04X", character).isEqualTo(byJackson(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "😀", "👩‍👩‍👧 and\u0000more", "\"\\/\b\f\n\r\t", "東京 Zürich"})
  void soIsText(String text) throws IOException {
    for (int times : new int[] {1, 3, 400, 5000}) {
      String repeated = text.repeat(times);
      assertThat(written(repeated)).isEqualTo(byJackson(repeated));
    }
  }

  @Test
  void aJsonValueIsWrittenAsItIsAndItsLargeIntegersAsText() {
    JsonBytes out = new JsonBytes(16);
    boolean isPlain = JsonValue.write(
        Map.of("é", List.of(true, new JsonNumber("1.10"), new JsonNumber("9007199254740993"), "x")),
        out);

    assertThat(isPlain).isTrue();
    assertThat(text(out)).isEqualTo("{\"é\":[true,1.10,\"9007199254740993\",\"x\"]}");
    assertThat(JsonValue.write(List.of(new Object()), new JsonBytes(16))).isFalse();
  }

  private static String written(String text) {
    JsonBytes out = new JsonBytes(16);
    out.text(text);
    return text(out);
  }

  private static String text(JsonBytes out) {
    Buffer buffer = Buffer.buffer();
    out.appendTo(buffer);
    return buffer.toString(StandardCharsets.UTF_8);
  }

  private static String byJackson(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      out.writeString(text);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
