package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.fetch.SingleFlight;
import profilegateway.config.CacheConfig;
import profilegateway.profile.Identity;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.Wanted;
import profilegateway.testing.FakeTime;

/** Readers of some instances, people who come, go and opt out, and everything that can go wrong: by chance, and yet the same each time. */
final class Simulation {
  private static final List<Mpid> PEOPLE = List.of(new Mpid(1), new Mpid(2), new Mpid(3));
  private static final List<Duration> STEPS = List.of(
      Duration.ofMillis(1),
      Duration.ofMillis(45),
      Duration.ofMillis(400),
      Duration.ofSeconds(1),
      Duration.ofSeconds(10),
      Duration.ofSeconds(35),
      Duration.ofSeconds(70),
      Duration.ofMinutes(10));

  private static final Duration GLANCE = Duration.ofMillis(100);

  /**
   * What may happen.
   *
   * @param isShared whether the instances share copies
   * @param takesAway whether people go, opt out and are dropped
   * @param hasOutages whether what is shared is away at times, and instances hear of no drops
   */
  record Kind(
      int instances, boolean isLocal, boolean isShared, boolean takesAway, boolean hasOutages) {}

  private final Kind kind;
  private final Random random;
  private final FakeTime time = new FakeTime();
  private final FakeSharedCache shared = new FakeSharedCache(time);
  private final List<Rig> rigs = new ArrayList<>();
  private final List<FakeSharedCache.Instance> sights = new ArrayList<>();
  private final List<Integer> seen = new ArrayList<>();
  private final Judge judge;
  private final Set<Mpid> gone = new HashSet<>();
  private final Set<Mpid> optedOut = new HashSet<>();
  private final Map<FakeSource.Asked, Pending> pending = new LinkedHashMap<>();

  /** When each call was tried for the first time: all tries of one are written into the same ledger. */
  private final IdentityHashMap<Ledger, Long> begun = new IdentityHashMap<>();

  private final List<Asking> readers = new ArrayList<>();
  private @Nullable AssertionError wrong;

  Simulation(Kind kind, long seed) {
    this.kind = kind;
    this.random = new Random(seed);
    this.judge = new Judge(
        time,
        !kind.hasOutages,
        kind.isLocal && kind.instances == 1 && !kind.takesAway && !kind.hasOutages);
    CacheConfig on = Rig.DEFAULT;
    CacheConfig config = new CacheConfig(
        kind.isLocal,
        64,
        kind.isShared,
        on.times(),
        on.timesOfParts(),
        on.absent(),
        on.exposed(),
        on.optedOut());
    for (int i = 0; i < kind.instances; i++) {
      FakeSharedCache.Instance sight = shared.instance();
      sights.add(sight);
      rigs.add(new Rig(config, kind.isShared ? sight : null, time, random::nextDouble));
      seen.add(0);
    }
  }

  /**
   * A call that is not answered yet.
   *
   * @param begun when what it is a try of was asked for first
   */
  private record Pending(int instance, long started, long begun) {}

  private record Asking(Rig.Reader reader, long asked) {}

  /** Lets as many things happen. Returns how many copies were judged. */
  int run(int steps) {
    for (int step = 0; step < steps; step++) {
      // No two things happen at the same moment.
      time.pass(Duration.ofNanos(1000));
      step();
      look();
    }
    end();
    return judge.copiesJudged;
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 45) {
      ask();
    } else if (dice < 72) {
      answer();
    } else if (dice < 80) {
      pass(STEPS.get(random.nextInt(STEPS.size())));
    } else if (dice < 84) {
      readers.stream()
          .skip(random.nextInt(readers.size() + 1))
          .findFirst()
          .ifPresent(one -> one.reader.context.cancellation().cancel());
    } else if (dice < 90) {
      pending.keySet().forEach(Simulation::send);
    } else if (dice < 95 && kind.takesAway) {
      takeAway();
    } else if (kind.hasOutages) {
      outage();
    }
  }

  /** A little at a time, so that it is seen when a call is made. A call that is not answered in time is given up. */
  private void pass(Duration time) {
    Duration left = time;
    while (!left.isZero()) {
      Duration some = left.compareTo(GLANCE) < 0 ? left : GLANCE;
      this.time.pass(some);
      left = left.minus(some);
      look();
      List.copyOf(pending.keySet()).stream()
          .filter(
              call -> !call.isOver() && call.context().deadline().remaining().isZero())
          .forEach(call -> call.answer(People.failed(ProfileFailure.Code.TIMEOUT)));
      look();
    }
  }

  private void ask() {
    int instance = random.nextInt(kind.instances);
    Rig rig = rigs.get(instance);
    rig.next.isInLine = random.nextInt(4) == 0;
    Map<ProfileReference, Wanted> wanted = new LinkedHashMap<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Mpid mpid = PEOPLE.get(random.nextInt(PEOPLE.size()));
      ProfileReference reference = random.nextInt(3) == 0 ? identity(mpid) : mpid;
      wanted.put(
          reference,
          new Wanted(reference, parts(), random.nextBoolean() ? Lane.VIEWER : Lane.OTHER));
    }
    List<Wanted> all = List.copyOf(wanted.values());
    long asked = judge.now();
    Rig.Reader reader = rig.reader();
    readers.add(new Asking(reader, asked));
    reader.ask(all).future().onComplete(answers -> judge(instance, all, asked, answers.result()));
  }

  private void judge(int instance, List<Wanted> wanted, long asked, List<Lookup> answers) {
    for (int i = 0; i < wanted.size(); i++) {
      ProfileReference reference = wanted.get(i).reference();
      try {
        judge.judge(
            instance,
            owner(reference),
            wanted.get(i).parts(),
            asked,
            answers.get(i),
            kind.isLocal && reference instanceof Mpid);
      } catch (AssertionError failed) {
        wrong = wrong == null ? failed : wrong;
      }
    }
  }

  private Parts parts() {
    Parts parts = Parts.NONE;
    while (parts.isEmpty()) {
      for (Part part : Part.values()) {
        parts = random.nextInt(3) == 0 ? parts.with(part) : parts;
      }
    }
    return parts;
  }

  private static Identity identity(Mpid mpid) {
    return new Identity("customer_id", "of " + mpid.text());
  }

  private static Mpid owner(ProfileReference reference) {
    return reference instanceof Identity identity
        ? new Mpid(Long.parseLong(identity.value().substring(3)))
        : (Mpid) reference;
  }

  private void answer() {
    List<FakeSource.Asked> open =
        pending.keySet().stream().filter(one -> !one.isOver()).toList();
    if (open.isEmpty()) {
      return;
    }
    FakeSource.Asked asked = open.get(random.nextInt(open.size()));
    Pending call = Objects.requireNonNull(pending.get(asked));
    int instance = call.instance;
    long started = call.started;
    Mpid mpid = owner(asked.wanted().reference());
    boolean isByIdentity = asked.wanted().reference() instanceof Identity;
    if (random.nextInt(4) == 0) {
      ProfileFailure.Code[] codes = ProfileFailure.Code.values();
      asked.answer(People.failed(codes[random.nextInt(codes.length)]));
      return;
    }
    send(asked);
    if (gone.contains(mpid)) {
      judge.absent(instance, mpid, started, isByIdentity);
      asked.answer(People.absent());
    } else {
      Parts parts = asked.wanted().parts();
      boolean isOut = optedOut.contains(mpid);
      int edition = judge.found(instance, mpid, parts, started, isOut, isByIdentity);
      asked.answer(People.found(mpid, parts, edition, isOut));
    }
  }

  private static void send(FakeSource.Asked asked) {
    if (!asked.isSent()) {
      asked.send();
    }
  }

  private void takeAway() {
    Mpid mpid = PEOPLE.get(random.nextInt(PEOPLE.size()));
    switch (random.nextInt(5)) {
      case 0 -> toggle(gone, mpid);
      case 1 -> toggle(optedOut, mpid);
      case 2 -> {
        gone.clear();
        optedOut.clear();
      }
      default -> drop(mpid);
    }
  }

  private static void toggle(Set<Mpid> people, Mpid mpid) {
    if (!people.remove(mpid)) {
      people.add(mpid);
    }
  }

  private void drop(Mpid mpid) {
    Set<Identity> identities = random.nextBoolean() ? Set.of(identity(mpid)) : Set.of();
    if (!kind.isShared) {
      var unused = rigs.get(0).cache.drop(Set.of(mpid), identities);
      judge.dropped(mpid);
    } else if (sights.get(0).purge(Set.of(mpid), identities).succeeded()) {
      judge.dropped(mpid);
    }
  }

  private void outage() {
    FakeSharedCache.Instance sight = sights.get(random.nextInt(sights.size()));
    switch (random.nextInt(4)) {
      case 0 -> shared.isAway = true;
      case 1 -> sight.loseFeed();
      case 2 -> shared.isAway = false;
      default -> sight.findFeed();
    }
  }

  /** Sees which calls are being made, and who has waited for too long. */
  private void look() {
    for (int i = 0; i < rigs.size(); i++) {
      FakeSource next = rigs.get(i).next;
      for (int number = seen.get(i); number < next.count(); number++) {
        FakeSource.Asked asked = next.asked(number);
        long first = begun.computeIfAbsent(asked.context().ledger(), ledger -> judge.now());
        if (!kind.hasOutages && asked.wanted().reference() instanceof Mpid) {
          requireAlone(asked, first);
        }
        pending.put(asked, new Pending(i, judge.now(), first));
      }
      seen.set(i, next.count());
    }
    pending.keySet().removeIf(FakeSource.Asked::isOver);
    readers.removeIf(one -> !one.reader.waits());
    long longest = Rig.OPERATION.plus(SingleFlight.LAST_WORD).toNanos();
    assertThat(readers).allMatch(one -> judge.now() - one.asked <= longest);
    if (wrong != null) {
      throw wrong;
    }
  }

  /**
   * Nobody else is at it, unless it may have given up: who has copies to fall back upon does so after a second. Who was at it when
   * something was dropped asks for itself alone from then on, for each try, and so do those who come after that.
   */
  private void requireAlone(FakeSource.Asked asked, long begun) {
    pending.forEach((other, call) -> {
      // A refresh gives way to whoever waits.
      boolean isAtIt = other.isSent()
          && other.wanted().lane() != Lane.BACKGROUND
          && !other.isOver()
          && !other.context().cancellation().isCancelled()
          && !other.context().deadline().remaining().isZero()
          && judge.now() - call.started < Duration.ofSeconds(1).toNanos()
          && other.wanted().reference().equals(asked.wanted().reference())
          && !other.wanted().parts().common(asked.wanted().parts()).isEmpty()
          && !judge.wasDropped(Math.min(call.begun, begun));
      if (isAtIt) {
        throw new AssertionError(asked.wanted() + " although there is " + other.wanted() + " since "
            + Duration.ofNanos(judge.now() - call.started));
      }
    });
  }

  /** Whatever is still on its way ends by itself. */
  private void end() {
    shared.isAway = false;
    pass(Duration.ofSeconds(90));
    look();
    assertThat(readers).isEmpty();
    rigs.forEach(rig -> assertThat(rig.cache.isIdle()).isTrue());
    assertThat(time.alarms()).as("alarms that are left").isZero();
    assertThat(shared.isAnyTaken()).isFalse();
  }
}
