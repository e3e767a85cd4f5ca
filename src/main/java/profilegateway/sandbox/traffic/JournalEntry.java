package profilegateway.sandbox.traffic;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call as it is known so far: written when it comes, filled in as it goes on. Confined to one event loop. */
final class JournalEntry {
  private final long seq;
  private final long at;
  private final Kind kind;
  private final String method;
  private final String path;
  private final @Nullable String userAgent;

  @Nullable
  Long mpid;

  @Nullable
  String identityType;

  @Nullable
  String identityValue;

  @Nullable
  String environment;

  @Nullable
  String fault;

  @Nullable
  Integer status;

  List<String> fields = List.of();
  boolean authorized;

  JournalEntry(
      long seq, long at, Kind kind, String method, String path, @Nullable String userAgent) {
    this.seq = seq;
    this.at = at;
    this.kind = kind;
    this.method = method;
    this.path = path;
    this.userAgent = userAgent;
  }

  long seq() {
    return seq;
  }

  Kind kind() {
    return kind;
  }

  void writeTo(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("seq", seq);
    out.writeNumberField("at", at);
    out.writeStringField("kind", kind.word());
    out.writeStringField("method", method);
    out.writeStringField("path", path);
    out.writeStringField("mpid", mpid == null ? null : mpid.toString());
    out.writeFieldName("identity");
    writeIdentity(out);
    out.writeStringField("environment", environment);
    out.writeArrayFieldStart("fields");
    for (String field : fields) {
      out.writeString(field);
    }
    out.writeEndArray();
    out.writeBooleanField("authorized", authorized);
    out.writeFieldName("status");
    if (status == null) {
      out.writeNull();
    } else {
      out.writeNumber(status.intValue());
    }
    out.writeStringField("fault", fault);
    out.writeStringField("userAgent", userAgent);
    out.writeEndObject();
  }

  private void writeIdentity(JsonGenerator out) throws IOException {
    if (identityType == null) {
      out.writeNull();
    } else {
      out.writeStartObject();
      out.writeStringField("type", identityType);
      out.writeStringField("value", identityValue);
      out.writeEndObject();
    }
  }
}
