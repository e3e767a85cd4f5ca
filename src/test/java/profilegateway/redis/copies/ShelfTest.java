package profilegateway.redis.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.redis.link.Sealing;

class ShelfTest {
  private static final Mpid SOMEBODY = new Mpid(7);

  private static Shelf shelf(String workspace, int... keys) {
    return shelves(workspace, keys).get(0);
  }

  private static List<Shelf> shelves(String workspace, int... keys) {
    List<SealKey> ring = Arrays.stream(keys).mapToObj(ShelfTest::key).toList();
    return Shelf.of(workspace, ring, Sealing.each(ring, new SecureRandom()));
  }

  private static SealKey key(int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return new SealKey("k" + number, new SecretKeySpec(bytes, "AES"));
  }

  @Test
  void aNameIsTheSameInEveryInstanceAndTellsNothing() {
    ProfileKeys profileKeys = shelf("1/2/3", 1).keys(SOMEBODY);

    assertThat(profileKeys).isEqualTo(shelf("1/2/3", 1).keys(new Mpid(7)));
    assertThat(profileKeys.tag()).matches("[A-Za-z0-9_-]{22}");
    assertThat(profileKeys.copy(Part.ATTRIBUTION)).isEqualTo("pg:{" + profileKeys.tag() + "}:t");
  }

  @Test
  void noTwoThingsHaveTheSameName() {
    Stream<ProfileKeys> allKeys = Stream.of(
        shelf("1/2/3", 1).keys(SOMEBODY),
        shelf("1/2/4", 1).keys(SOMEBODY),
        shelf("1/2/3", 2).keys(SOMEBODY),
        shelf("1/2/3", 1).keys(new Mpid(-7)),
        shelf("1/2/3", 1).keys(new Identity("mpid", "7")),
        shelf("1/2/3", 1).keys(new Identity("customer_id", "7")),
        shelf("1/2/3", 1).keys(new Identity("customer", "_id7")),
        shelf("1/2/3", 1).keys(new Identity("customer_id7", "7")));
    assertThat(allKeys).doesNotHaveDuplicates();

    ProfileKeys profileKeys = shelf("1/2/3", 1).keys(SOMEBODY);
    Stream<String> names = Stream.concat(
        profileKeys.whole().stream(), Parts.ALL.members().stream().map(profileKeys::lease));
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void twoKeysAreLookedUnderAtMost() {
    List<Shelf> shelves = shelves("1/2/3", 3, 2, 1);

    assertThat(shelves).hasSize(2);
    assertThat(shelves.get(0).keys(SOMEBODY)).isEqualTo(shelf("1/2/3", 3).keys(SOMEBODY));
    assertThat(shelves.get(1).keys(SOMEBODY)).isEqualTo(shelf("1/2/3", 2).keys(SOMEBODY));
  }

  @Test
  void whatLiesUnderAKeysNamesIsSealedByIt() {
    Shelf old = shelves("1/2/3", 2, 1).get(1);
    byte[] sealed = old.seal("name", 1, Stored.PART, new byte[] {1});

    assertThat(shelf("1/2/3", 1).open("name", Stored.copy(sealed).orElseThrow()))
        .isPresent();
    assertThat(shelf("1/2/3", 2).open("name", Stored.copy(sealed).orElseThrow()))
        .isEmpty();
  }

  @Test
  void aCopyIsTiedToItsNameStampAndKind() {
    Shelf shelf = shelf("1/2/3", 1);
    Stored stored =
        Stored.copy(shelf.seal("name", 17, Stored.PART, new byte[] {1})).orElseThrow();
    assertThat(shelf.open("name", stored)).hasValue(new byte[] {1});

    assertThat(shelf.open("other", stored)).isEmpty();
    assertThat(shelf.open("name", new Stored(0, 18, Stored.PART, stored.sealed())))
        .isEmpty();
    assertThat(shelf.open("name", new Stored(0, 17, Stored.HEAD, stored.sealed())))
        .isEmpty();
  }

  @Test
  void namesAreMadeByManyThreadsAtOnce() {
    Shelf shelf = shelf("1/2/3", 1);
    List<ProfileKeys> expected = IntStream.rangeClosed(1, 100)
        .mapToObj(mpid -> shelf.keys(new Mpid(mpid)))
        .toList();

    assertThat(IntStream.range(0, 20_000)
            .parallel()
            .allMatch(
                time -> shelf.keys(new Mpid(time % 100 + 1)).equals(expected.get(time % 100))))
        .isTrue();
  }
}
