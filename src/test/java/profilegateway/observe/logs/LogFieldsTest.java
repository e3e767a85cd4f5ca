package profilegateway.observe.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import profilegateway.profile.Mpid;

class LogFieldsTest {
  @Test
  void numbersAndFlagsStayWhatTheyAreAndTheRestIsTextOfItsOwn() throws IOException {
    assertThat(json(
            new KeyValuePair("text", "a \"quoted\"\nline"),
            new KeyValuePair("number", 3),
            new KeyValuePair("large", 1L << 40),
            new KeyValuePair("time", 0.5),
            new KeyValuePair("flag", true),
            new KeyValuePair("nothing", null),
            new KeyValuePair("word", Level.INFO)))
        .isEqualTo(
            "{\"text\":\"a \\\"quoted\\\"\\nline\",\"number\":3,\"large\":1099511627776,\"time\":0.5,"
                + "\"flag\":true,\"nothing\":\"null\",\"word\":\"INFO\"}");
  }

  @Test
  void whatMasksItselfIsNotTakenApart() throws IOException {
    assertThat(json(new KeyValuePair("mpid", new Mpid(42)))).isEqualTo("{\"mpid\":\"Mpid[***]\"}");
  }

  private static String json(KeyValuePair... fields) throws IOException {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("a"), Level.INFO, "b", null, new Object[0]);
    event.setKeyValuePairs(List.of(fields));
    StringWriter written = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(written)) {
      out.writeStartObject();
      new LogFields().writeTo(out, event);
      out.writeEndObject();
    }
    return written.toString();
  }
}
