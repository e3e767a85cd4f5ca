package profilegateway.redis.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import profilegateway.profile.Head;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.UserAttributes;

/**
 * Writes what was fetched of a profile as bytes, and reads it back to the last digit. What another version of the
 * gateway wrote in another form is empty. Thread-safe.
 *
 * <p>First comes the version (a byte), then the thousandths of the stretch, then the content. Attributes say before
 * their content which of them were to be kept.
 */
public final class CopyCodec {
  private static final int VERSION = 1;
  private static final int FINGERPRINT_BYTES = 8;
  private static final double THOUSANDTHS = 1000;

  private final byte[] exposure;

  /** @param exposure differs where other attributes are kept: copies of those are empty */
  public CopyCodec(String exposure) {
    this.exposure = fingerprint(exposure);
  }

  /**
   * What was written, and by how much its times were stretched.
   *
   * @param stretch to the thousandth
   */
  public record Copied<T>(T value, double stretch) {}

  public byte[] head(Head head, double stretch) {
    return write(stretch, out -> HeadCodec.write(out, head));
  }

  public Optional<Copied<Head>> head(byte[] written) {
    return read(written, HeadCodec::read);
  }

  /** A part, of a kind that {@link #part(Part, byte[])} is told. */
  public byte[] part(PartContent content, double stretch) {
    return write(stretch, out -> {
      if (content instanceof UserAttributes) {
        out.octets(exposure);
      }
      PartCodec.write(out, content);
    });
  }

  /** The content of {@code part}. */
  public Optional<Copied<PartContent>> part(Part part, byte[] written) {
    return read(written, in -> {
      if (part == Part.USER_ATTRIBUTES && !Arrays.equals(in.octets(FINGERPRINT_BYTES), exposure)) {
        throw new Unreadable();
      }
      return PartCodec.read(part, in);
    });
  }

  /** Whose an identity is. */
  public byte[] link(Mpid mpid, double stretch) {
    return write(stretch, out -> out.number(mpid.value()));
  }

  public Optional<Copied<Mpid>> link(byte[] written) {
    return read(written, CopyCodec::mpid);
  }

  /** That there is no such profile. */
  public byte[] absence(double stretch) {
    return write(stretch, out -> {});
  }

  public Optional<Copied<Boolean>> absence(byte[] written) {
    return read(written, in -> true);
  }

  private static byte[] write(double stretch, Consumer<ByteWriter> content) {
    ByteWriter out = new ByteWriter();
    out.octet(VERSION);
    out.count(Math.round(stretch * THOUSANDTHS));
    content.accept(out);
    return out.written();
  }

  private static <T> Optional<Copied<T>> read(byte[] written, ByteReader.Item<T> content) {
    ByteReader in = new ByteReader(written);
    try {
      if (in.octet() != VERSION) {
        return Optional.empty();
      }
      double stretch = in.count() / THOUSANDTHS;
      T value = content.read(in);
      in.end();
      return Optional.of(new Copied<>(value, stretch));
    } catch (Unreadable another) {
      return Optional.empty();
    }
  }

  private static Mpid mpid(ByteReader in) throws Unreadable {
    long value = in.number();
    if (value == 0) {
      throw new Unreadable();
    }
    return new Mpid(value);
  }

  private static byte[] fingerprint(String exposure) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(exposure.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
