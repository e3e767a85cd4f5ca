package profilegateway.graphql.rights;

import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line an operation, under a name of its own, so that it can be kept elsewhere and longer. */
public final class AuditLog implements Audit {
  private static final Logger LOG = LoggerFactory.getLogger("profilegateway.audit");

  @Override
  public void operationEnded(Entry entry) {
    LOG.atInfo()
        .addKeyValue("request", entry.requestId())
        .addKeyValue("caller", entry.caller().hash())
        .addKeyValue("kind", entry.caller().kind())
        .addKeyValue("profiles", entry.profiles())
        .addKeyValue("parts", entry.parts())
        .addKeyValue("by", String.join(",", entry.routes()))
        .addKeyValue("refused", refused(entry))
        .log(entry.refusals().isEmpty() ? "read profiles of others" : "refused");
  }

  /** For example {@code FORBIDDEN profile 2}. */
  private static String refused(Entry entry) {
    return entry.refusals().entrySet().stream()
        .map(refusal -> refusal.getKey() + " " + refusal.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
