package profilegateway.upstream.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpClientCodec;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;
import profilegateway.profile.RoundEnd;

/**
 * Sends the requests of one connection together with those of others ({@link RoundEnd}). What Vert.x writes before it closes waits
 * too, as nothing that an upstream may still say does harm. Confined to its event loop.
 */
final class Departures extends ChannelOutboundHandlerAdapter {
  private final RoundEnd roundEnd;
  private boolean isWaiting;

  Departures(RoundEnd roundEnd) {
    this.roundEnd = roundEnd;
  }

  /** Takes the requests of {@code connection} from now on. */
  static void of(HttpConnection connection) {
    ChannelPipeline pipeline =
        ((HttpClientConnection) connection).channelHandlerContext().pipeline();
    String codec = pipeline.context(HttpClientCodec.class).name();
    pipeline.addBefore(codec, Departures.class.getName(), new Departures(RoundEnd.here()));
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    if (!isWaiting) {
      isWaiting = true;
      roundEnd.add(() -> send(context), context.executor());
    }
  }

  /** Hands to the network what there is, if that still waits. */
  private void send(ChannelHandlerContext context) {
    if (isWaiting) {
      isWaiting = false;
      context.flush();
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    send(context);
    var unused = context.close(promise);
  }
}
