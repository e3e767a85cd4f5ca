package profilegateway.httpclient;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpClientCodec;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;
import profilegateway.profile.RoundEnd;

/**
 * Defers the flushes of one connection, so that its requests are sent together with those of other connections ({@link RoundEnd}).
 * The flush of what Vert.x writes before it closes a connection is deferred too, which does no harm: a reply to it would be ignored.
 * Confined to the event loop of the connection.
 */
final class FlushCoalescer extends ChannelOutboundHandlerAdapter {
  private final RoundEnd roundEnd;
  private boolean isPending;

  FlushCoalescer(RoundEnd roundEnd) {
    this.roundEnd = roundEnd;
  }

  /** Defers the flushes of {@code connection} from now on. Called on its event loop. */
  static void install(HttpConnection connection) {
    ChannelPipeline pipeline =
        ((HttpClientConnection) connection).channelHandlerContext().pipeline();
    String codec = pipeline.context(HttpClientCodec.class).name();
    pipeline.addBefore(codec, FlushCoalescer.class.getName(), new FlushCoalescer(RoundEnd.here()));
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    if (!isPending) {
      isPending = true;
      roundEnd.add(() -> flushNow(context), context.executor());
    }
  }

  private void flushNow(ChannelHandlerContext context) {
    if (isPending) {
      isPending = false;
      context.flush();
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    flushNow(context);
    var unused = context.close(promise);
  }
}
