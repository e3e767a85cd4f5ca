package profilegateway.sandbox.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.Json;

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

  ObjectNode toJson() {
    ObjectNode json = Json.object()
        .put("seq", seq)
        .put("at", at)
        .put("kind", kind.word())
        .put("method", method)
        .put("path", path)
        .put("mpid", mpid == null ? null : mpid.toString());
    if (identityType == null) {
      json.putNull("identity");
    } else {
      json.putObject("identity").put("type", identityType).put("value", identityValue);
    }
    json.put("environment", environment);
    fields.forEach(json.putArray("fields")::add);
    return json.put("authorized", authorized)
        .put("status", status)
        .put("fault", fault)
        .put("userAgent", userAgent);
  }
}
