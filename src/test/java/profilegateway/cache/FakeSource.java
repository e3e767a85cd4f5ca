package profilegateway.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Lookup;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;

/** The next source: what it is asked for is held until a test answers it. */
final class FakeSource implements ProfileSource {
  private final List<Asked> asked = new ArrayList<>();

  /** Whether calls have to wait until a test sends them. */
  boolean isInLine;

  @Override
  public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
    if (wanted.size() != 1) {
      throw new AssertionError("each is asked for by itself");
    }
    Asked added = new Asked(wanted.get(0), context);
    asked.add(added);
    if (!isInLine) {
      added.send();
    }
    return added.promise.future();
  }

  /** What was asked for, in its order. */
  List<Wanted> wanted() {
    return asked.stream().map(each -> each.wanted).toList();
  }

  /** How often it was asked. */
  int count() {
    return asked.size();
  }

  Asked asked(int number) {
    return asked.get(number);
  }

  Asked last() {
    return asked.get(asked.size() - 1);
  }

  /** Something that it was asked for. */
  static final class Asked {
    private final Wanted wanted;
    private final ReadContext context;
    private final Promise<List<Lookup>> promise = Promise.promise();
    private boolean isSent;

    private Asked(Wanted wanted, ReadContext context) {
      this.wanted = wanted;
      this.context = context;
      context.cancellation().onCancel(() -> {
        if (!isSent) {
          context.ledger().refused(wanted.lane());
          var unused = promise.tryComplete(
              List.of(new Lookup.Failed(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE))));
        }
      });
    }

    Wanted wanted() {
      return wanted;
    }

    ReadContext context() {
      return context;
    }

    /** Really makes the call. */
    void send() {
      isSent = true;
      context.ledger().called(wanted.lane(), wanted.parts());
    }

    boolean isSent() {
      return isSent;
    }

    boolean isOver() {
      return promise.future().isComplete();
    }

    void answer(Lookup answer) {
      promise.complete(List.of(answer));
    }

    void found(int edition) {
      answer(
          People.found((profilegateway.profile.Mpid) wanted.reference(), wanted.parts(), edition));
    }

    void fail(@Nullable Throwable bug) {
      promise.fail(bug);
    }
  }
}
