package profilegateway.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import profilegateway.config.RedisConfig.SealKey;

class SealingTest {
  private static final byte[] TEXT = "what nobody else may read".getBytes(StandardCharsets.UTF_8);
  private static final SealKey OLD = new SealKey("2025", key(1));
  private static final SealKey NEW = new SealKey("2026", key(2));

  private final Sealing sealing = sealing(OLD);

  private static Sealing sealing(SealKey... ring) {
    return new Sealing(List.of(ring), new SecureRandom());
  }

  private static SecretKey key(int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return new SecretKeySpec(bytes, "AES");
  }

  @Test
  void whatWasSealedOpensUnderItsName() {
    assertThat(sealing.open("a", sealing.seal("a", TEXT))).hasValue(TEXT);
    assertThat(sealing.open("a", sealing.seal("a", new byte[0]))).hasValue(new byte[0]);
  }

  @Test
  void whatWasSealedIsNotReadable() {
    String sealed = new String(sealing.seal("a", TEXT), StandardCharsets.ISO_8859_1);

    assertThat(sealed).doesNotContain("nobody").startsWith("\u0001\u00042025");
  }

  @Test
  void noTwoSealingsAreAlike() {
    Set<String> seen = new HashSet<>();

    IntStream.range(0, 1_000)
        .forEach(time -> assertThat(
                seen.add(new String(sealing.seal("a", TEXT), StandardCharsets.ISO_8859_1)))
            .isTrue());
  }

  @Test
  void whatWasSealedForAnotherNameIsEmpty() {
    assertThat(sealing.open("b", sealing.seal("a", TEXT))).isEmpty();
  }

  @Test
  void aSingleFlippedBitAnywhereIsEmpty() {
    byte[] sealed = sealing.seal("a", TEXT);

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(sealing.open("a", flipped)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void whatIsTooShortIsEmpty() {
    byte[] sealed = sealing.seal("a", TEXT);

    for (int length = 0; length < sealed.length; length++) {
      assertThat(sealing.open("a", Arrays.copyOf(sealed, length)))
          .as("%d bytes", length)
          .isEmpty();
    }
    assertThat(sealing.open("a", Arrays.copyOf(sealed, sealed.length + 1))).isEmpty();
  }

  @Test
  void partsOfTwoSealingsAreEmpty() {
    byte[] one = sealing.seal("a", TEXT);
    byte[] other = sealing.seal("a", TEXT);

    for (int cut = 7; cut < one.length; cut++) {
      byte[] mixed = one.clone();
      System.arraycopy(other, cut, mixed, cut, mixed.length - cut);
      assertThat(sealing.open("a", mixed)).as("cut at %d", cut).isEmpty();
    }
  }

  @Test
  void anythingElseIsEmpty() {
    Random random = new Random(1);
    for (int time = 0; time < 1_000; time++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      if (bytes.length > 1 && time % 2 == 0) {
        bytes[0] = 1;
        bytes[1] = 4;
      }
      assertThat(sealing.open("a", bytes)).isEmpty();
    }
  }

  @Test
  void theFirstKeySealsAndEachOpens() {
    Sealing rotated = sealing(NEW, OLD);
    byte[] before = sealing.seal("a", TEXT);
    byte[] after = rotated.seal("a", TEXT);

    assertThat(rotated.open("a", before)).hasValue(TEXT);
    assertThat(rotated.open("a", after)).hasValue(TEXT);
    assertThat(sealing(NEW).open("a", after)).hasValue(TEXT);
    assertThat(sealing(NEW).open("a", before)).isEmpty();
    assertThat(sealing.open("a", after)).isEmpty();
  }

  @Test
  void anotherKeyOfTheSameIdOpensNothing() {
    assertThat(sealing(new SealKey("2025", key(3))).open("a", sealing.seal("a", TEXT)))
        .isEmpty();
  }

  @Test
  void whatCouldNotBeOpenedIsInNobodysWay() {
    byte[] sealed = sealing.seal("a", TEXT);

    assertThat(sealing.open("b", sealed)).isEmpty();
    assertThat(sealing.open("a", Arrays.copyOf(sealed, 20))).isEmpty();
    assertThat(sealing.open("a", sealed)).hasValue(TEXT);
    assertThat(sealing.open("a", sealing.seal("a", TEXT))).hasValue(TEXT);
  }

  @Test
  void manyThreadsSealAndOpenAtOnce() {
    assertThat(IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(number -> Integer.toString(number))
            .allMatch(name -> sealing
                .open(name, sealing.seal(name, name.getBytes(StandardCharsets.UTF_8)))
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .equals(Optional.of(name))))
        .isTrue();
  }
}
