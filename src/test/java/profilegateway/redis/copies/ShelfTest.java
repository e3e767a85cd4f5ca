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
    Place place = shelf("1/2/3", 1).place(SOMEBODY);

    assertThat(place).isEqualTo(shelf("1/2/3", 1).place(new Mpid(7)));
    assertThat(place.tag()).matches("[A-Za-z0-9_-]{22}");
    assertThat(place.copy(Part.ATTRIBUTION)).isEqualTo("pg:{" + place.tag() + "}:t");
  }

  @Test
  void noTwoThingsHaveTheSameName() {
    Stream<Place> places = Stream.of(
        shelf("1/2/3", 1).place(SOMEBODY),
        shelf("1/2/4", 1).place(SOMEBODY),
        shelf("1/2/3", 2).place(SOMEBODY),
        shelf("1/2/3", 1).place(new Mpid(-7)),
        shelf("1/2/3", 1).place(new Identity("mpid", "7")),
        shelf("1/2/3", 1).place(new Identity("customer_id", "7")),
        shelf("1/2/3", 1).place(new Identity("customer", "_id7")),
        shelf("1/2/3", 1).place(new Identity("customer_id7", "7")));
    assertThat(places).doesNotHaveDuplicates();

    Place place = shelf("1/2/3", 1).place(SOMEBODY);
    Stream<String> names =
        Stream.concat(place.whole().stream(), Parts.ALL.members().stream().map(place::lease));
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void twoKeysAreLookedUnderAtMost() {
    List<Shelf> shelves = shelves("1/2/3", 3, 2, 1);

    assertThat(shelves).hasSize(2);
    assertThat(shelves.get(0).place(SOMEBODY)).isEqualTo(shelf("1/2/3", 3).place(SOMEBODY));
    assertThat(shelves.get(1).place(SOMEBODY)).isEqualTo(shelf("1/2/3", 2).place(SOMEBODY));
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
    List<Place> expected = IntStream.rangeClosed(1, 100)
        .mapToObj(mpid -> shelf.place(new Mpid(mpid)))
        .toList();

    assertThat(IntStream.range(0, 20_000)
            .parallel()
            .allMatch(
                time -> shelf.place(new Mpid(time % 100 + 1)).equals(expected.get(time % 100))))
        .isTrue();
  }
}
