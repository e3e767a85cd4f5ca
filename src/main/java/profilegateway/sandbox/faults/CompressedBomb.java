package profilegateway.sandbox.faults;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Members;

/** A small gzip body, whether it was asked for or not, that unpacks to a large one. Packed once, off the event loop. */
final class CompressedBomb implements Misbehaviour {
  private static final byte[] BLOCK = "0".repeat(65_536).getBytes(StandardCharsets.US_ASCII);

  private final long bytes;
  private @Nullable Future<Buffer> packed;

  private CompressedBomb(long bytes) {
    this.bytes = bytes;
  }

  static Misbehaviour read(Members parameters) {
    return new CompressedBomb(parameters.integer("bytes", 1, 1_000_000_000, 50_000_000));
  }

  @Override
  public void play(Exchange exchange, Answer proper) {
    packed(exchange.vertx())
        .onSuccess(body -> exchange.after(
            0,
            () ->
                exchange.send(Answer.of(200, Answer.JSON, body).with("Content-Encoding", "gzip"))));
  }

  private Future<Buffer> packed(Vertx vertx) {
    Future<Buffer> held = packed;
    if (held == null) {
      held = vertx.executeBlocking(this::pack).map(body -> Objects.requireNonNull(body));
      packed = held;
    }
    return held;
  }

  private Buffer pack() throws IOException {
    ByteArrayOutputStream packing = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packing)) {
      gzip.write("{\"padding\":\"".getBytes(StandardCharsets.US_ASCII));
      for (long left = bytes; left > 0; left -= BLOCK.length) {
        gzip.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
      }
      gzip.write("\"}".getBytes(StandardCharsets.US_ASCII));
    }
    return Buffer.buffer(packing.toByteArray());
  }
}
