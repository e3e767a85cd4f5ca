package profilegateway.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import profilegateway.config.reading.InForce;

/** One JSON object for a program: {@code ok}, {@code steps}, {@code warnings}, {@code notes}, {@code settings}. */
final class CheckJson implements CheckReport {
  private final Shell shell;
  private final JsonArray settings = new JsonArray();
  private final JsonArray warnings = new JsonArray();
  private final JsonArray notes = new JsonArray();
  private final JsonArray steps = new JsonArray();
  private boolean isWell = true;

  CheckJson(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void settings(List<InForce> inForce) {
    inForce.forEach(setting -> settings.add(new JsonObject()
        .put("name", setting.name())
        .put("value", setting.value())
        .put("source", setting.source())));
  }

  @Override
  public void warnings(List<String> all) {
    all.forEach(warnings::add);
  }

  @Override
  public void notes(List<String> all) {
    all.forEach(notes::add);
  }

  @Override
  public void step(String name, List<String> problems, long nanos) {
    isWell &= problems.isEmpty();
    steps.add(new JsonObject()
        .put("step", name)
        .put("result", problems.isEmpty() ? "ok" : "wrong")
        .put("ms", TimeUnit.NANOSECONDS.toMillis(nanos))
        .put("problems", new JsonArray(problems)));
  }

  @Override
  public void skipped(String name, String why) {
    steps.add(new JsonObject().put("step", name).put("result", "skipped").put("why", why));
  }

  @Override
  public void end() {
    shell
        .out()
        .println(new JsonObject()
            .put("ok", isWell)
            .put("steps", steps)
            .put("warnings", warnings)
            .put("notes", notes)
            .put("settings", settings)
            .encode());
  }
}
