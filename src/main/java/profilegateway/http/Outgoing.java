package profilegateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.vertx.core.http.impl.http1.VertxHttpResponseEncoder;
import profilegateway.profile.RoundEnd;

/**
 * How answers leave a connection: each as one piece, where Vert.x hands head and body to the network one by one, and together with
 * those of other connections ({@link RoundEnd}). Each gets its security headers here. Confined to its event loop.
 */
final class Outgoing extends ChannelDuplexHandler {
  /** What has more of a body is not copied once more. */
  static final int LONGEST_BODY = 16 * 1024;

  private final AnswerEncoder encoder;
  private final RoundEnd roundEnd;
  private final ChannelHandlerContext afterEncoder;
  private boolean isWaiting;
  private boolean isUrgent;

  private Outgoing(AnswerEncoder encoder, RoundEnd roundEnd, ChannelHandlerContext afterEncoder) {
    this.encoder = encoder;
    this.roundEnd = roundEnd;
    this.afterEncoder = afterEncoder;
  }

  /** Takes answers from Vert.x from now on. */
  static void on(HttpConnection connection, AnswerEncoder encoder, RoundEnd roundEnd) {
    ChannelPipeline pipeline =
        ((HttpServerConnection) connection).channelHandlerContext().pipeline();
    ChannelHandlerContext encodes = pipeline.context(VertxHttpResponseEncoder.class);
    // Else the channel closes itself at the end of what comes, with what is still to be sent.
    pipeline.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    pipeline.addAfter(
        encodes.name(), Outgoing.class.getName(), new Outgoing(encoder, roundEnd, encodes));
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof FullHttpResponse answer && isOnePiece(answer)) {
      var unused = afterEncoder.write(encoder.encoded(answer, afterEncoder.alloc()), promise);
      answer.release();
      return;
    }
    // Vert.x writes nothing, and forces that out, before it closes: what came behind is not to be
    // read meanwhile.
    isUrgent |= message == Unpooled.EMPTY_BUFFER;
    if (message instanceof HttpResponse head
        && head.status().code() >= HttpResponseStatus.OK.code()) {
      SecurityHeaders.addTo(head.headers());
    }
    var unused = context.write(message, promise);
  }

  /**
   * One whose body is sent, at once. Vert.x counts the bytes of such a body, and of no other: an answer to HEAD, with a status that
   * has no body, or in chunks has no length, or nothing that is as long.
   */
  private static boolean isOnePiece(FullHttpResponse answer) {
    int length = answer.content().readableBytes();
    int status = answer.status().code();
    return length > 0
        && length <= LONGEST_BODY
        && status >= HttpResponseStatus.OK.code()
        && status != HttpResponseStatus.NO_CONTENT.code()
        && status != HttpResponseStatus.RESET_CONTENT.code()
        && status != HttpResponseStatus.NOT_MODIFIED.code()
        && answer.headers() instanceof Http1xHeaders headers
        && headers.contains(HttpHeaderNames.CONTENT_LENGTH);
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    boolean isNew = !isWaiting;
    isWaiting = true;
    if (isUrgent) {
      isUrgent = false;
      send();
    } else if (isNew) {
      roundEnd.add(this::send, context.executor());
    }
  }

  /** Hands to the network what there is, if that still waits. */
  private void send() {
    if (isWaiting) {
      isWaiting = false;
      afterEncoder.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    // Who writes more waits until there is room again, which there is when this is sent.
    if (!context.channel().isWritable()) {
      send();
    }
    context.fireChannelWritabilityChanged();
  }

  /** Whoever sends no more may still read what it asked for; nobody waits for what is not there by now. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      send();
      var unused = context.close();
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    send();
    var unused = context.close(promise);
  }
}
