package profilegateway.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Copy;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.testing.FakeTime;

/**
 * Knows each call that was made and each answer it got, and judges by that what is told. Each answer with a profile has an edition of
 * its own, so that a part says which call it came from. Knows nothing of how copies are kept.
 */
final class Judge {
  private static final long SOFT = Duration.ofSeconds(60).toNanos();
  private static final long HARD = SOFT + Duration.ofMinutes(15).toNanos();

  /** What is told was found out at some time since it was asked. */
  private static final long OPERATION = Rig.OPERATION.toNanos();

  /** Times are stretched by as much at most. */
  private static final double STRETCH = 0.1;

  private final FakeTime time;
  private final List<Call> calls = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final Set<Mpid> absent = new HashSet<>();

  /** Whether an instance always hears of what others do. */
  private final boolean isFleetSound;

  /** Whether copies are held until they end. */
  private final boolean isAllKept;

  int copiesJudged;

  Judge(FakeTime time, boolean isFleetSound, boolean isAllKept) {
    this.time = time;
    this.isFleetSound = isFleetSound;
    this.isAllKept = isAllKept;
  }

  /** A call that was answered with a profile; its edition is its place among them. */
  private record Call(
      int instance,
      Mpid mpid,
      Parts parts,
      long started,
      long answered,
      boolean isOptedOut,
      boolean isInvalidated) {}

  /** What was known before it is of no use after it. {@code instance} is -1 where it concerns all. */
  private record Ending(int instance, Mpid mpid, long at, boolean isDrop) {}

  long now() {
    return time.passed().toNanos();
  }

  /** Notes a call that is answered now with a profile. Returns its edition. */
  int found(
      int instance,
      Mpid mpid,
      Parts parts,
      long started,
      boolean isOptedOut,
      boolean isByIdentity) {
    boolean isInvalidated = wasDropped(isByIdentity ? null : mpid, started);
    calls.add(new Call(instance, mpid, parts, started, now(), isOptedOut, isInvalidated));
    if (isOptedOut && !isInvalidated) {
      endings.add(new Ending(isFleetSound ? -1 : instance, mpid, now(), false));
    }
    return calls.size() - 1;
  }

  /** Notes that a call is answered now with no profile. */
  void absent(int instance, Mpid mpid, long started, boolean isByIdentity) {
    absent.add(mpid);
    // Whose the identity was is not always known.
    if (!isByIdentity && !wasDropped(mpid, started)) {
      endings.add(new Ending(isFleetSound ? -1 : instance, mpid, now(), false));
    }
  }

  void dropped(Mpid mpid) {
    endings.add(new Ending(-1, mpid, now(), true));
  }

  /** Whether anybody was dropped since. */
  boolean wasDropped(long since) {
    return wasDropped(null, since);
  }

  private boolean wasDropped(@Nullable Mpid mpid, long since) {
    return endings.stream()
        .anyMatch(ending ->
            ending.isDrop && ending.at > since && (mpid == null || ending.mpid.equals(mpid)));
  }

  private boolean isDropped(Call call, long until) {
    return endings.stream()
        .anyMatch(ending -> ending.isDrop
            && ending.mpid.equals(call.mpid)
            && ending.at > call.started
            && ending.at < until);
  }

  private boolean isEnded(Call call, int seenBy, long until) {
    return endings.stream()
        .anyMatch(ending -> ending.mpid.equals(call.mpid)
            && (ending.instance == -1 || ending.instance == seenBy)
            && ending.at > call.started
            && ending.at < until);
  }

  /** Judges an answer that is told now to somebody who asked for {@code mpid} at a moment. */
  void judge(int instance, Mpid mpid, Parts wanted, long asked, Lookup answer, boolean isLinked) {
    String text = People.read(answer);
    if (answer instanceof Lookup.Found found) {
      Profile profile = found.profile();
      require(profile.head().mpid().equals(mpid), "somebody else's profile: " + text);
      wanted.forEach(part -> judge(instance, profile, part, asked, isLinked));
    } else if (answer instanceof Lookup.Failed) {
      wanted.forEach(part -> requireNothingHeld(instance, mpid, part, asked, isLinked));
    } else {
      require(absent.contains(mpid), "absent without reason");
    }
  }

  private void judge(int instance, Profile profile, Part part, long asked, boolean isLinked) {
    Mpid mpid = profile.head().mpid();
    PartLookup lookup = profile.part(part);
    if (lookup instanceof PartLookup.Had had) {
      copiesJudged++;
      String text = People.text(had.content());
      Call call = calls.get(Integer.parseInt(text.substring(text.indexOf('/') + 1)));
      judge(instance, call, part, had.copy(), asked);
    } else if (lookup instanceof PartLookup.Missing) {
      requireNothingHeld(instance, mpid, part, asked, isLinked);
    } else {
      require(
          calls.stream()
              .anyMatch(call -> call.mpid.equals(mpid)
                  && call.isOptedOut
                  && (call.answered >= asked || now() - call.answered < SOFT * (1 + STRETCH))),
          "withheld without reason");
    }
  }

  private void judge(int instance, Call call, Part part, Copy copy, long asked) {
    long age = now() - call.started;
    require(call.parts.contains(part), "a part that was not asked for");
    require(!call.isOptedOut, "a part of who opted out");
    require(
        !isFleetSound || !isDropped(call, asked), part + " of a call from before it was dropped");
    switch (copy.origin()) {
      case UPSTREAM -> require(call.answered >= asked, "fetched before it was asked for");
      case CACHE -> require(age < SOFT * (1 + STRETCH) + OPERATION, "no longer fresh");
      case STALE ->
        require(
            age >= SOFT * (1 - STRETCH) && age < HARD * (1 + STRETCH) + OPERATION,
            "stale after " + Duration.ofNanos(age));
    }
    require(
        !isAllKept
            || calls.stream()
                .noneMatch(newer -> newer.mpid.equals(call.mpid)
                    && newer.instance == instance
                    && newer.parts.contains(part)
                    && newer.started > call.started
                    && newer.answered < asked
                    && !newer.isInvalidated
                    && !isEnded(newer, instance, now())),
        "there is a newer copy");
  }

  /** A failure is told of a part only when no copy of it could be served. */
  private void requireNothingHeld(
      int instance, Mpid mpid, Part part, long asked, boolean isLinked) {
    require(
        !isAllKept
            || !isLinked
            || calls.stream()
                .noneMatch(call -> call.mpid.equals(mpid)
                    && call.instance == instance
                    && call.parts.contains(part)
                    && call.answered < asked
                    && now() - call.started < HARD * (1 - STRETCH)
                    && !call.isOptedOut
                    && !call.isInvalidated
                    && !isEnded(call, -1, now())),
        part + " failed although there is a copy");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
