package profilegateway.cache.fetch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Filters;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.Fill;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Lookup;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.Span;
import profilegateway.profile.Timer;

/** Performs the effects of one fetch, and reports their results as events. Confined to the event loop of the fetch. */
final class EffectPerformer implements UpstreamCaller.Listener, SharedReadBatch.Reader {
  private final Tools tools;
  private final Fill guard;
  private final ProfileReference reference;
  private final Span span;
  private final UpstreamCaller upstream;
  private final Fetching fetch;
  private final Map<FetchEffect.Timer, Timer.Alarm> alarms = new HashMap<>(4);
  private @Nullable SharedReadBatch batch;

  /** The fetch whose effects are performed. */
  interface Fetching {
    FetchState state();

    void on(FetchEvent event);
  }

  EffectPerformer(
      Tools tools,
      Fill guard,
      ProfileReference reference,
      Span span,
      UpstreamCaller upstream,
      Fetching fetch) {
    this.tools = tools;
    this.guard = guard;
    this.reference = reference;
    this.span = span;
    this.upstream = upstream;
    this.fetch = fetch;
  }

  /** Sets the batch in which the fetch reads the shared cache. */
  void readWith(SharedReadBatch reads) {
    batch = reads;
  }

  void perform(FetchEffect effect) {
    if (effect instanceof FetchEffect.ReadShared read) {
      readShared(read.parts());
    } else if (effect instanceof FetchEffect.Claim claim) {
      claim(claim);
    } else if (effect instanceof FetchEffect.Call call) {
      upstream.call(call, this);
    } else if (effect instanceof FetchEffect.CancelCall cancel) {
      upstream.cancel(cancel.call());
    } else if (effect instanceof FetchEffect.SetTimer timer) {
      setTimer(timer);
    } else if (effect instanceof FetchEffect.CancelTimer timer) {
      cancelTimer(timer.timer());
    } else if (effect instanceof FetchEffect.RecordFailures failed) {
      tools.local().record(reference, failed.failures(), failed.lane());
    } else if (effect instanceof FetchEffect.ReportRead read) {
      tools.report().shared(read.known(), read.wanted(), read.fresh(), read.stale());
    } else if (effect instanceof FetchEffect.ReportUnreachable) {
      tools.report().events().unreachable();
    } else if (effect instanceof FetchEffect.ReportOtherProfile) {
      tools.report().events().otherProfileHeld();
    } else {
      tools.leases().perform(effect, span);
    }
  }

  private void readShared(Parts parts) {
    if (batch != null) {
      batch.add(new SharedCache.Query(reference, parts), span, this);
      batch = null;
    }
  }

  @Override
  public void read(Known held) {
    Known news = checked(held);
    fetch.on(new FetchEvent.SharedRead(news, tools.local().verify(fetch.state(), news, guard)));
  }

  @Override
  public void unreachable() {
    fetch.on(new FetchEvent.SharedUnreachable(tools.local().view(fetch.state())));
  }

  private void claim(FetchEffect.Claim claim) {
    tools
        .leases()
        .claim(reference, claim, span)
        .onComplete(
            reply -> claimed(claim.parts(), reply),
            failure -> fetch.on(new FetchEvent.ClaimUnanswered(claim.parts())));
  }

  private void claimed(Parts claimed, SharedCache.Claim claim) {
    Known news = checked(claim.known());
    Known local = tools.local().learn(reference, news, guard);
    fetch.on(new FetchEvent.Claimed(
        claimed, news, local, claim.granted(), claim.busy(), claim.failure(), claim.lease()));
  }

  /** Discards and reports what the shared cache holds if it is about another profile than the requested one. */
  private Known checked(Known held) {
    if (!LocalEntries.isOtherProfile(reference, held)) {
      return held;
    }
    tools.report().events().otherProfileHeld();
    return new Known.Nothing();
  }

  @Override
  public void sent(int call) {
    fetch.on(new FetchEvent.CallSent(call));
  }

  @Override
  public void answered(int call, int attempt, Fetch started, Lookup answer) {
    if (fetch.state().awaits(call, attempt)) {
      UpstreamAnswer read =
          UpstreamAnswer.of(reference, answer, started, tools.time().now(), tools.filters());
      Known local = tools.local().learn(reference, read.known(), guard);
      fetch.on(new FetchEvent.CallAnswered(call, attempt, read, local, guard.isInvalidated()));
    }
  }

  @Override
  public void broken(int call, int attempt, Throwable bug) {
    fetch.on(new FetchEvent.CallBroken(call, attempt, bug));
  }

  private void setTimer(FetchEffect.SetTimer effect) {
    FetchEffect.Timer timer = effect.timer();
    cancelTimer(timer);
    alarms.put(timer, tools.time().timer().after(delay(effect), () -> {
      alarms.remove(timer);
      fetch.on(new FetchEvent.TimerFired(timer));
    }));
  }

  private Duration delay(FetchEffect.SetTimer effect) {
    if (effect.spread() == 0) {
      return effect.delay();
    }
    double factor =
        1 - effect.spread() / 2 + effect.spread() * tools.time().random().getAsDouble();
    return Duration.ofNanos((long) (effect.delay().toNanos() * factor));
  }

  private void cancelTimer(FetchEffect.Timer timer) {
    Timer.Alarm alarm = alarms.remove(timer);
    if (alarm != null) {
      alarm.cancel();
    }
  }

  /**
   * What all fetches act with.
   *
   * @param upstream the source that fetches come from
   */
  record Tools(
      FetchReducer reducer,
      LocalEntries local,
      SharedLeases leases,
      ProfileSource upstream,
      Filters filters,
      TimeSource time,
      ReadReport report) {}
}
