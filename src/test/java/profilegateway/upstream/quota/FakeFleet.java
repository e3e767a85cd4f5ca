package profilegateway.upstream.quota;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fleet that answers what a test says, when it says so. */
final class FakeFleet implements FleetQuota {
  private final List<Want> asked = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Deque<Promise<Grant>> open = new ArrayDeque<>();
  private @Nullable Throwable lost;

  @Override
  public Future<Grant> take(int wanted, Share share) {
    asked.add(new Want(wanted, share));
    Promise<Grant> answer = Promise.promise();
    if (lost != null) {
      answer.fail(lost);
    } else {
      open.add(answer);
    }
    return answer.future();
  }

  @Override
  public Future<Void> coolDown(Duration pause) {
    return tell("cool down " + pause.toMillis());
  }

  @Override
  public Future<Void> slowDown(Duration time) {
    return tell("slow down " + time.toMillis());
  }

  private Future<Void> tell(String what) {
    told.add(what);
    return lost == null ? Future.succeededFuture() : Future.failedFuture(lost);
  }

  /** What it was asked for since this was last called. */
  List<Want> asked() {
    List<Want> since = List.copyOf(asked);
    asked.clear();
    return since;
  }

  List<String> told() {
    return told;
  }

  void grant(int permits) {
    answer(permits, Duration.ZERO, Duration.ZERO);
  }

  void deny(int permits, Duration askAgain) {
    answer(permits, askAgain, Duration.ZERO);
  }

  void answer(int permits, Duration askAgain, Duration coolDown) {
    open.remove().complete(new Grant(permits, askAgain, coolDown));
  }

  /** Cannot be reached from now on; questions without an answer fail as well. */
  void lose() {
    Throwable cause = new IllegalStateException("lost");
    lost = cause;
    List<Promise<Grant>> unanswered = List.copyOf(open);
    open.clear();
    unanswered.forEach(answer -> answer.fail(cause));
  }

  void find() {
    lost = null;
  }
}
