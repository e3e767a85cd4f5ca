package profilegateway.redis.copies;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import profilegateway.cache.copies.Fetch;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileReference;
import profilegateway.redis.bus.Channel;
import profilegateway.redis.codec.CopyCodec;
import profilegateway.redis.link.RedisLink;
import profilegateway.redis.link.Script;

/** Puts what was fetched on the shelves. Thread-safe. */
final class Fills {
  private static final Script FILL = Script.named(Fills.class, "copies.lua", "fill.lua");
  private static final Script LINK = Script.named(Fills.class, "copies.lua", "link.lua");

  private final RedisLink link;
  private final List<Shelf> shelves;
  private final CopyCodec codec;
  private final TimesToLive timesToLive;
  private final Channel channel;
  private final boolean withholds;

  /**
   * @param shelves the first one is filled; what is of no use any more goes from all of them
   * @param withholds whether nothing is told of users who opted out
   */
  Fills(
      RedisLink link,
      List<Shelf> shelves,
      CopyCodec codec,
      TimesToLive timesToLive,
      Channel channel,
      boolean withholds) {
    this.link = link;
    this.shelves = shelves;
    this.codec = codec;
    this.timesToLive = timesToLive;
    this.channel = channel;
    this.withholds = withholds;
  }

  /**
   * Leases that end with what is written.
   *
   * @param names all of one profile or identity
   */
  record Ended(String owner, List<String> names) {
    static final Ended NONE = new Ended("", List.of());
  }

  /**
   * What is written of one profile or identity.
   *
   * @param asked what it was asked for by, which others may know it by
   * @param stamp when the fetch began, in milliseconds on Redis's clock
   */
  @SuppressWarnings("ArrayRecordComponent") // it is compared with none
  private record Content(
      ProfileReference subject,
      ProfileReference asked,
      long stamp,
      double stretch,
      char kind,
      byte[] state,
      long lasting,
      Map<Part, PartContent> parts) {}

  /** Puts a profile there. */
  Future<Void> found(
      Profile profile, ProfileReference asked, long stamp, Fetch fetch, Ended ended) {
    boolean isWithheld = withholds && profile.head().mayHaveOptedOut();
    Content content = new Content(
        profile.head().mpid(),
        asked,
        stamp,
        fetch.stretch(),
        isWithheld ? Stored.OPTED_OUT : Stored.HEAD,
        codec.head(profile.head(), fetch.stretch()),
        isWithheld
            ? timesToLive.fenceMillis()
            : TimesToLive.millis(timesToLive.longest(), fetch.stretch()),
        isWithheld ? Map.of() : had(profile));
    return isWithheld ? writeToAll(content, ended) : write(0, content, ended);
  }

  /** Puts there that there is no such profile. */
  Future<Void> absent(
      ProfileReference subject, ProfileReference asked, long stamp, Fetch fetch, Ended ended) {
    double stretch = fetch.stretch();
    return writeToAll(
        new Content(
            subject,
            asked,
            stamp,
            stretch,
            Stored.ABSENT,
            codec.absence(stretch),
            TimesToLive.millis(timesToLive.absent(), stretch),
            Map.of()),
        ended);
  }

  /** Puts there whose an identity is. Returns whether what was fetched by it counts: it may have been dropped since. */
  Future<Boolean> link(Identity identity, Mpid mpid, long stamp, Fetch fetch) {
    Shelf shelf = shelves.get(0);
    ProfileKeys profileKeys = shelf.keys(identity);
    byte[] text = codec.link(mpid, fetch.stretch());
    return LINK.run(
            link,
            RedisLink.LIMIT,
            List.of(profileKeys.state(), profileKeys.link()),
            shelf.seal(profileKeys.link(), stamp, Stored.LINK, text),
            TimesToLive.millis(timesToLive.longest(), fetch.stretch()))
        .map(answer -> Script.number(answer) == 1);
  }

  private static Map<Part, PartContent> had(Profile profile) {
    Map<Part, PartContent> had = new EnumMap<>(Part.class);
    profile.parts().forEach(part -> {
      if (profile.part(part) instanceof PartLookup.Had content) {
        had.put(part, content.content());
      }
    });
    return had;
  }

  /** What ends a profile ends it under the names of each key. */
  private Future<Void> writeToAll(Content content, Ended ended) {
    List<Future<Void>> written = new ArrayList<>();
    for (int number = 0; number < shelves.size(); number++) {
      written.add(write(number, content, number == 0 ? ended : Ended.NONE));
    }
    return Future.join(written).mapEmpty();
  }

  private Future<Void> write(int number, Content content, Ended ended) {
    Shelf shelf = shelves.get(number);
    ProfileKeys profileKeys = shelf.keys(content.subject);
    List<String> keys = new ArrayList<>(profileKeys.whole());
    keys.addAll(ended.names);
    Set<ProfileReference> names = new HashSet<>(List.of(content.subject, content.asked));
    List<Object> arguments = new ArrayList<>(List.of(
        ended.owner,
        shelf.seal(profileKeys.state(), content.stamp, content.kind, content.state),
        content.lasting,
        timesToLive.fenceMillis(),
        channel.name(),
        channel.drop(number, names)));
    content.parts.forEach((part, its) -> {
      byte[] text = codec.part(its, content.stretch);
      arguments.add(1 + Parts.ALL.members().indexOf(part));
      arguments.add(shelf.seal(profileKeys.copy(part), content.stamp, Stored.PART, text));
      arguments.add(TimesToLive.millis(timesToLive.of(part), content.stretch));
    });
    return FILL.run(link, RedisLink.LIMIT, keys, arguments).mapEmpty();
  }
}
