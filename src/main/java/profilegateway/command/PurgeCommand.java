package profilegateway.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.ParseResult;
import profilegateway.config.ManagementConfig;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.WrongSettings;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;

/** {@code purge}: has a running gateway drop what is held of users, in all its instances. */
final class PurgeCommand {
  /** As many as one request may name. */
  private static final int AT_ONCE = 1000;

  private static final Set<Integer> OUTCOMES = Set.of(200, 503);
  private static final Set<Integer> OWN_MISTAKES = Set.of(400, 413, 415);

  private final Shell shell;
  private final Set<String> confirmed = new TreeSet<>();
  private int done;
  private int entries;
  private int code = ExitCode.OK;

  PurgeCommand(Shell shell) {
    this.shell = shell;
  }

  /** Returns 0 when nothing is left, 1 when that is not certain, 2 when it is not clear who is meant. */
  int run(ParseResult parsed) {
    ManagementConfig config;
    try {
      config = SettingsOf.read(shell, parsed, Mode.PURGE).management();
    } catch (WrongSettings wrong) {
      return SettingsOf.refuse(shell, wrong);
    }
    try {
      List<GivenIds.Given> ids = GivenIds.read(parsed, shell.in());
      ManagementPort port = new ManagementPort(config);
      for (int from = 0; from < ids.size(); from += AT_ONCE) {
        List<GivenIds.Given> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
        ManagementPort.Answer answer = port.post("/purge", body(some));
        if (answer.body() == null || !OUTCOMES.contains(answer.status())) {
          refuse(answer.error());
          return OWN_MISTAKES.contains(answer.status()) ? ExitCode.USAGE : ExitCode.FAILED;
        }
        read(answer.body(), some);
        done += some.size();
      }
      return sumUp();
    } catch (IOException unreachable) {
      refuse(config.url() + " gives no answer");
      return ExitCode.FAILED;
    }
  }

  private static JsonObject body(List<GivenIds.Given> ids) {
    JsonArray mpids = new JsonArray();
    JsonArray identities = new JsonArray();
    for (GivenIds.Given id : ids) {
      if (id.reference() instanceof Mpid mpid) {
        mpids.add(mpid.text());
      } else if (id.reference() instanceof Identity identity) {
        identities.add(
            new JsonObject().put("type", identity.type()).put("value", identity.value()));
      }
    }
    return new JsonObject().put("mpids", mpids).put("identities", identities);
  }

  private void read(JsonObject answer, List<GivenIds.Given> ids) {
    entries += answer.getInteger("entries", 0);
    JsonObject instances = answer.getJsonObject("instances", new JsonObject());
    confirmed.addAll(names(instances, "confirmed"));
    if (!answer.getBoolean("complete", false)) {
      code = ExitCode.FAILED;
      shell.err().println("incomplete: " + answer.getString("problem"));
      names(instances, "silent").forEach(name -> shell.err().println("  silent: " + name));
    }
    List<GivenIds.Given> identities =
        ids.stream().filter(id -> id.reference() instanceof Identity).toList();
    for (Object link : answer.getJsonArray("identities", new JsonArray())) {
      if (link instanceof JsonObject one && !one.getBoolean("linked", true)) {
        shell
            .err()
            .println(identities.get(one.getInteger("index")).place()
                + ": nobody knows whose it is; what is held under the mpid stands, if anything is");
      }
    }
  }

  private static List<String> names(JsonObject instances, String which) {
    List<String> names = new ArrayList<>();
    instances.getJsonArray(which, new JsonArray()).forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  private void refuse(String reason) {
    String rest = done == 0 ? "" : ", but for the first " + done;
    shell.err().println("not purged" + rest + ": " + reason);
  }

  private int sumUp() {
    String outcome = code == ExitCode.OK ? "purged" : "purged as far as it goes";
    shell
        .out()
        .println(outcome + ": users " + done + ", entries " + entries + ", confirmed by "
            + String.join(", ", confirmed));
    return code;
  }
}
