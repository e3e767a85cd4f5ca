package profilegateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ByteProcessor;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request has begun on a connection, and has not come to its end; and an end of the connection where it goes on for
 * much longer than anybody reads it: the rest of a body that was refused is thrown away. Vert.x tells of one when its headers are whole, so
 * this looks on where bytes become requests: at the bytes before, as what the decoder gathers them by, and at the ends of
 * requests behind it. Confined to its event loop.
 */
final class Incoming extends ChannelInboundHandlerAdapter
    implements ByteToMessageDecoder.Cumulator {
  private final long longestBody;
  private final LongSupplier nanoTime;
  private long body;
  private @Nullable ByteBuf unread;
  private boolean isBegun;
  private boolean isWhole;
  private long began;

  private Incoming(long longestBody, LongSupplier nanoTime) {
    this.longestBody = longestBody;
    this.nanoTime = nanoTime;
  }

  /** Begins to look on, before anything has come. Closes {@code connection} when more than {@code longestBody} bytes come. */
  static Incoming on(HttpConnection connection, long longestBody, LongSupplier nanoTime) {
    Incoming incoming = new Incoming(longestBody, nanoTime);
    ChannelPipeline pipeline =
        ((HttpServerConnection) connection).channelHandlerContext().pipeline();
    ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
    ((HttpRequestDecoder) decoder.handler()).setCumulator(incoming);
    pipeline.addAfter(decoder.name(), Incoming.class.getName(), incoming);
    return incoming;
  }

  /** Whether some of a request has come that is not whole. */
  boolean isBegun() {
    return isBegun;
  }

  /** Whether the last request of which the headers came is whole, even if the gateway has not read its end yet. */
  boolean isWhole() {
    return isWhole;
  }

  /** When its first byte came. */
  long began() {
    return began;
  }

  @Override
  public ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf before, ByteBuf next) {
    forget();
    ByteBuf all = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, next);
    if (!isBegun) {
      seeWhetherOneBegins(all);
    }
    // The decoder lets go of it before it tells of what it was read to the end of.
    unread = all.retain();
    return all;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      body = 0;
      isWhole = false;
    }
    if (message instanceof HttpContent part) {
      body += part.content().readableBytes();
    }
    if (body > longestBody) {
      ReferenceCountUtil.release(message);
      var unused = context.close();
      return;
    }
    if (message instanceof LastHttpContent) {
      isWhole = true;
      if (unread != null) {
        seeWhetherOneBegins(unread);
      }
    }
    context.fireChannelRead(message);
  }

  /** The ends of lines between requests mean nothing (RFC 9112, section 2.2). */
  private void seeWhetherOneBegins(ByteBuf bytes) {
    isBegun = bytes.isReadable() && bytes.forEachByte(ByteProcessor.FIND_NON_CRLF) >= 0;
    if (isBegun) {
      began = nanoTime.getAsLong();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    forget();
    context.fireChannelReadComplete();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    forget();
  }

  private void forget() {
    if (unread != null) {
      unread.release();
      unread = null;
    }
  }
}
