package profilegateway.observe.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Writes what a line says by name as members of its JSON object. What is neither text, number nor flag is written as the text
 * that it gives of itself: ids and secrets mask themselves in that, and are not to be taken apart. logback.xml names it.
 */
public final class LogFields extends AbstractJsonProvider<ILoggingEvent> {
  @Override
  public void writeTo(JsonGenerator out, ILoggingEvent event) throws IOException {
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair field : event.getKeyValuePairs()) {
        out.writeFieldName(field.key);
        write(out, field.value);
      }
    }
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value instanceof Long || value instanceof Integer) {
      out.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else {
      out.writeString(String.valueOf(value));
    }
  }
}
