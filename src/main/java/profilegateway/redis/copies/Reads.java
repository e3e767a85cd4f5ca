package profilegateway.redis.copies;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.profile.Deadline;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/** Reads what lies on all shelves. Thread-safe. */
final class Reads {
  private final Glance glance;
  private final List<ShelfReader> readers;
  private final LongSupplier nanoTime;

  Reads(Glance glance, List<ShelfReader> readers, LongSupplier nanoTime) {
    this.glance = glance;
    this.readers = readers;
    this.nanoTime = nanoTime;
  }

  /** Reads, in one round trip; in two where it is not known whose identity one is. */
  Future<List<Known>> read(List<Query> queries, Duration limit) {
    Deadline end = Deadline.after(limit, nanoTime);
    List<Asked> asked =
        queries.stream().map(query -> asked(query.reference(), query.parts())).toList();
    return glance
        .at(names(asked), end.remaining())
        .map(seen -> asked.stream().map(each -> answer(each, seen)).toList())
        .compose(answers -> follow(answers, end.remaining()));
  }

  /** Reads of whom the identities are. */
  private Future<List<Known>> follow(List<Answer> answers, Duration limit) {
    List<Asked> linked = answers.stream()
        .flatMap(answer -> Optional.ofNullable(answer.linked).stream())
        .toList();
    return glance
        .at(names(linked), limit)
        .map(seen -> answers.stream()
            .map(answer -> answer.linked == null ? answer.known : profile(answer.linked, seen))
            .toList());
  }

  /**
   * What is looked for.
   *
   * @param allKeys one on each shelf
   */
  private record Asked(ProfileReference reference, Parts parts, List<ProfileKeys> allKeys) {}

  /**
   * What the first look tells.
   *
   * @param linked what is to be looked for instead; null when {@code known} is all
   */
  private record Answer(Known known, @Nullable Asked linked) {}

  private Asked asked(ProfileReference reference, Parts parts) {
    return new Asked(
        reference,
        parts,
        readers.stream().map(reader -> reader.shelf().keys(reference)).toList());
  }

  private static Map<ProfileKeys, Set<String>> names(List<Asked> asked) {
    Map<ProfileKeys, Set<String>> names = new LinkedHashMap<>();
    for (Asked each : asked) {
      for (ProfileKeys profileKeys : each.allKeys) {
        Set<String> its = names.computeIfAbsent(profileKeys, first -> new LinkedHashSet<>());
        its.add(profileKeys.state());
        if (each.reference instanceof Identity) {
          its.add(profileKeys.link());
        } else {
          each.parts.forEach(part -> its.add(profileKeys.copy(part)));
        }
      }
    }
    return names;
  }

  private Answer answer(Asked asked, Map<ProfileKeys, Snapshot> seen) {
    if (asked.reference instanceof Mpid) {
      return new Answer(profile(asked, seen), null);
    }
    List<Shelved> shelved = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      ProfileKeys profileKeys = asked.allKeys.get(i);
      shelved.add(
          readers.get(i).identity(profileKeys, seen.getOrDefault(profileKeys, Snapshot.EMPTY)));
    }
    Asked linked = Shelved.link(shelved).map(mpid -> asked(mpid, asked.parts)).orElse(null);
    return new Answer(Shelved.known(shelved, nanoTime.getAsLong()), linked);
  }

  private Known profile(Asked asked, Map<ProfileKeys, Snapshot> seen) {
    Mpid mpid = (Mpid) asked.reference;
    List<Shelved> shelved = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      ProfileKeys profileKeys = asked.allKeys.get(i);
      Snapshot snapshot = seen.getOrDefault(profileKeys, Snapshot.EMPTY);
      shelved.add(readers.get(i).profile(profileKeys, mpid, asked.parts, snapshot));
    }
    return Shelved.known(shelved, nanoTime.getAsLong());
  }
}
