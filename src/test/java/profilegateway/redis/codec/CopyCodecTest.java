package profilegateway.redis.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.profile.Head;
import profilegateway.profile.JsonNumber;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.UserAttribute;
import profilegateway.profile.UserAttributes;
import profilegateway.redis.codec.CopyCodec.Copied;

class CopyCodecTest {
  private final CopyCodec codec = new CopyCodec("all");
  private final Random random = new Random(4);

  static Stream<Head> heads() {
    return Stream.of(
        new Head(new Mpid(1), null, null, null, null, Set.of()),
        new Head(new Mpid(-1), Instant.EPOCH, null, true, false, Set.of()),
        new Head(new Mpid(Long.MAX_VALUE), null, Instant.ofEpochMilli(-1), false, true, Set.of()),
        new Head(
            new Mpid(Long.MIN_VALUE),
            Instant.parse("0000-01-01T00:00:00Z"),
            Instant.parse("9999-12-31T23:59:59.999Z"),
            null,
            null,
            Set.of(Head.Field.OPTED_OUT, Head.Field.AD_TRACKING_LIMITED)),
        new Head(new Mpid(7), null, null, null, null, Set.of(Head.Field.values())));
  }

  @Test
  void membershipsOfAudiencesThatHaveNoNumberAreEmpty() {
    AudienceMembership one = new AudienceMembership("12345", "one", null);
    AudienceMembership other = new AudienceMembership("67890", "other", null);
    byte[] written = codec.part(new PartContent.AudienceMemberships(List.of(one, other)), 1);
    String text = new String(written, StandardCharsets.ISO_8859_1).replace("67890", "6789x");

    assertThat(codec.part(Part.AUDIENCE_MEMBERSHIPS, text.getBytes(StandardCharsets.ISO_8859_1)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("heads")
  void aHeadIsReadAsItWasWritten(Head head) {
    assertThat(codec.head(codec.head(head, 1.042))).hasValue(new Copied<>(head, 1.042));
  }

  @Test
  void whoseAnIdentityIsAndThatNobodyIsThereAreReadAsWritten() {
    Mpid mpid = new Mpid(-9080350317581165000L);

    assertThat(codec.link(codec.link(mpid, 0.9))).hasValue(new Copied<>(mpid, 0.9));
    assertThat(codec.absence(codec.absence(1.1))).hasValue(new Copied<>(true, 1.1));
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void aPartIsReadAsItWasWritten(Part part) {
    for (int time = 0; time < 200; time++) {
      PartContent content = content(part);

      assertThat(codec.part(part, codec.part(content, 1)))
          .as("number %d", time)
          .hasValue(new Copied<>(content, 1));
    }
  }

  @Test
  void numbersKeepEachDigitAndTagsStayTags() {
    List<@Nullable Object> values =
        Arrays.asList(new JsonNumber("1.00e+0"), new JsonNumber("-0"), null, "", true);
    UserAttributes attributes = new UserAttributes(
        List.of(new UserAttribute("$Tag", null), new UserAttribute("list", values)));

    PartContent read = read(Part.USER_ATTRIBUTES, codec.part(attributes, 1));

    assertThat(((UserAttributes) read).all())
        .containsExactly(new UserAttribute("$Tag", null), new UserAttribute("list", values));
  }

  @Test
  void textIsReadToTheLastCharacter() {
    String text = "\u0000 é ⛄ \ud83d\ude00 half \ud83d pair \ude00" + "x".repeat(4096);

    PartContent read = read(Part.ATTRIBUTION, codec.part(new PartContent.Attribution(text), 1));

    assertThat(read).isEqualTo(new PartContent.Attribution(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 127, 128, 8191, 8192, 100_000})
  void textOfAnyLengthIsRead(int length) {
    PartContent content = new PartContent.Attribution("é".repeat(length));

    assertThat(read(Part.ATTRIBUTION, codec.part(content, 1))).isEqualTo(content);
  }

  @Test
  void attributesOfAnotherExposureAreEmptyAndOtherPartsAreNot() {
    CopyCodec other = new CopyCodec("some");
    PartContent attributes = content(Part.USER_ATTRIBUTES);
    PartContent memberships = content(Part.AUDIENCE_MEMBERSHIPS);

    assertThat(other.part(Part.USER_ATTRIBUTES, codec.part(attributes, 1))).isEmpty();
    assertThat(other.part(Part.AUDIENCE_MEMBERSHIPS, codec.part(memberships, 1)))
        .isPresent();
    assertThat(new CopyCodec("all").part(Part.USER_ATTRIBUTES, codec.part(attributes, 1)))
        .isPresent();
  }

  @Test
  void anotherVersionIsEmpty() {
    byte[] written = codec.head(heads().findFirst().orElseThrow(), 1);
    written[0]++;

    assertThat(codec.head(written)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void whatIsCutOrGoesOnIsEmpty(Part part) {
    byte[] written = codec.part(content(part), 1);

    for (int length = 0; length < written.length; length++) {
      assertThat(codec.part(part, Arrays.copyOf(written, length)))
          .as("%d of %d bytes", length, written.length)
          .isEmpty();
    }
    assertThat(codec.part(part, Arrays.copyOf(written, written.length + 1))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void anyBytesAreReadOrEmpty(Part part) {
    for (int time = 0; time < 5_000; time++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = 1;
      }
      // Neither throws nor takes memory that the bytes are too few for.
      assertThat(codec.part(part, bytes)).isNotNull();
      assertThat(codec.head(bytes)).isNotNull();
      assertThat(codec.link(bytes)).isNotNull();
      assertThat(codec.absence(bytes)).isNotNull();
    }
  }

  @Test
  void whatIsNestedWithoutEndIsEmpty() {
    byte[] lists = new byte[20_000];
    Arrays.fill(lists, (byte) 1);
    for (int i = 3; i < lists.length; i += 2) {
      lists[i] = 5;
    }

    assertThat(codec.part(Part.ATTRIBUTION, lists)).isEmpty();
  }

  private PartContent read(Part part, byte[] written) {
    return codec.part(part, written).orElseThrow().value();
  }

  private PartContent content(Part part) {
    return switch (part) {
      case USER_ATTRIBUTES -> new UserAttributes(some(() -> new UserAttribute(text(), json(3))));
      case AUDIENCE_MEMBERSHIPS -> new PartContent.AudienceMemberships(some(this::membership));
      case USER_IDENTITIES -> new PartContent.UserIdentities(some(this::identity));
      case DEVICE_IDENTITIES -> new PartContent.DeviceIdentities(some(this::identity));
      case ATTRIBUTION -> new PartContent.Attribution(json(5));
    };
  }

  private AudienceMembership membership() {
    return new AudienceMembership(
        Long.toString(random.nextLong()),
        text(),
        random.nextBoolean() ? null : Instant.ofEpochMilli(random.nextInt() * 1_000_000L));
  }

  private RawIdentity identity() {
    return new RawIdentity(text(), text(), text());
  }

  private @Nullable Object json(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> null;
      case 1 -> true;
      case 2 -> false;
      case 3 -> text();
      case 4 -> new JsonNumber(Double.toString(random.nextGaussian()));
      case 5 -> {
        List<@Nullable Object> items = new ArrayList<>();
        IntStream.range(0, random.nextInt(4)).forEach(item -> items.add(json(depth - 1)));
        yield items;
      }
      default -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        IntStream.range(0, random.nextInt(4)).forEach(item -> members.put(text(), json(depth - 1)));
        yield Collections.unmodifiableMap(members);
      }
    };
  }

  private String text() {
    char[] text = new char[random.nextInt(20)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000);
    }
    return new String(text);
  }

  private static <T> List<T> some(Supplier<T> item) {
    return IntStream.range(0, 3).mapToObj(number -> item.get()).toList();
  }
}
