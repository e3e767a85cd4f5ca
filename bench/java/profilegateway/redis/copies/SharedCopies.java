package profilegateway.redis.copies;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.profile.Identity;
import profilegateway.profile.Part;
import profilegateway.profile.SampleProfile;
import profilegateway.redis.codec.CopyCodec;
import profilegateway.redis.link.Sealing;

/** What is done to a whole profile, its head and all five parts, on its way into Redis and out of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SharedCopies {
  private static final long STAMP = 1_790_000_000_000L;

  private final CopyCodec codec = new CopyCodec("all");
  private final Shelf shelf = shelf();
  private final ProfileKeys profileKeys = shelf.keys(SampleProfile.MPID);
  private final byte[] head = codec.head(SampleProfile.HEAD, 1);
  private final byte[][] parts = SampleProfile.PARTS.values().stream()
      .map(content -> codec.part(content, 1))
      .toArray(byte[][]::new);
  private final Part[] names = SampleProfile.PARTS.keySet().toArray(Part[]::new);
  private final byte[] sealedHead = shelf.seal(profileKeys.state(), STAMP, Stored.HEAD, head);
  private final byte[][] sealedParts = sealedParts();

  private static Shelf shelf() {
    List<SealKey> ring = List.of(new SealKey("2026", new SecretKeySpec(new byte[32], "AES")));
    return Shelf.of("1/2/3", ring, Sealing.each(ring, new SecureRandom())).get(0);
  }

  private byte[][] sealedParts() {
    byte[][] sealed = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      sealed[i] = shelf.seal(profileKeys.copy(names[i]), STAMP, Stored.PART, parts[i]);
    }
    return sealed;
  }

  /** How many bytes it takes, printed once. */
  @Setup
  public void size() {
    System.out.printf(
        "%nencoded: head %d, parts %s; sealed: head %d, parts %s bytes%n",
        head.length,
        Arrays.toString(Arrays.stream(parts).mapToInt(part -> part.length).toArray()),
        sealedHead.length,
        Arrays.toString(Arrays.stream(sealedParts).mapToInt(part -> part.length).toArray()));
  }

  @Benchmark
  public void encode(Blackhole out) {
    out.consume(codec.head(SampleProfile.HEAD, 1));
    SampleProfile.PARTS.values().forEach(content -> out.consume(codec.part(content, 1)));
  }

  @Benchmark
  public void decode(Blackhole out) {
    out.consume(codec.head(head));
    for (int i = 0; i < names.length; i++) {
      out.consume(codec.part(names[i], parts[i]));
    }
  }

  @Benchmark
  public void seal(Blackhole out) {
    out.consume(shelf.seal(profileKeys.state(), STAMP, Stored.HEAD, head));
    for (int i = 0; i < names.length; i++) {
      out.consume(shelf.seal(profileKeys.copy(names[i]), STAMP, Stored.PART, parts[i]));
    }
  }

  @Benchmark
  public void open(Blackhole out) {
    out.consume(shelf.open(profileKeys.state(), Stored.copy(sealedHead).orElseThrow()));
    for (int i = 0; i < names.length; i++) {
      out.consume(
          shelf.open(profileKeys.copy(names[i]), Stored.copy(sealedParts[i]).orElseThrow()));
    }
  }

  @Benchmark
  public ProfileKeys nameOfAnMpid() {
    return shelf.keys(SampleProfile.MPID);
  }

  @Benchmark
  public ProfileKeys nameOfAnIdentity() {
    return shelf.keys(new Identity("customer_id", "Example-Customer-mxr15"));
  }
}
