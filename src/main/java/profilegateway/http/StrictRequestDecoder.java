package profilegateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;
import java.util.Set;

/**
 * HTTP/1 request decoder that rejects each message head that another conforming recipient may parse differently. RFC 9112 gives
 * recipients a choice for line folding (5.2), whitespace in the request line (3), lines before it (2.2) and further transfer codings
 * (6.1). A proxy that chooses differently would see other requests on the connection. Netty rejects bare CR and LF within the head,
 * unclear lengths and malformed chunks. Confined to the event loop of its connection.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  private static final Set<String> VERSIONS = Set.of("HTTP/1.1", "HTTP/1.0");

  /** Whether the next byte belongs to a message head or to a line before it; false within a body. */
  private boolean isInHead = true;

  private boolean isRequestLineRead;
  private boolean isLineBeforeInvalid;
  private boolean isFolded;
  private int endOfWord;

  StrictRequestDecoder(Http1ServerConfig config) {
    super(config);
  }

  /** Replaces the decoder of a connection. Has to be called before anything is read on it. */
  static void on(HttpConnection connection, Http1ServerConfig config) {
    ChannelPipeline pipeline =
        ((HttpServerConnection) connection).channelHandlerContext().pipeline();
    ChannelHandlerContext stock = pipeline.context(HttpRequestDecoder.class);
    pipeline.replace(stock.handler(), stock.name(), new StrictRequestDecoder(config));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (isInHead) {
      if (!isRequestLineRead && !skipsEmptyLines(in)) {
        return;
      }
      // Netty joins folded lines before it calls any method of a subclass.
      isFolded |= hasFoldedLine(in, isRequestLineRead);
    }
    int before = out.size();
    super.decode(context, in, out);
    for (int i = before; i < out.size(); i++) {
      follow(out.get(i));
    }
  }

  /** Tracks the position of the decoder within a message. Makes a malformed body fail with a {@link DecoderException}. */
  private void follow(Object decoded) {
    if (decoded instanceof HttpRequest) {
      isInHead = false;
    } else if (decoded instanceof HttpContent part && part.decoderResult().isFailure()) {
      // One exception type for all defects; its message contains no bytes of the request.
      part.setDecoderResult(DecoderResult.failure(new DecoderException("Malformed body")));
    }
    if (decoded instanceof LastHttpContent) {
      isInHead = true;
      isRequestLineRead = false;
    }
  }

  /**
   * Skips CRLF before the request line, as a recipient should (RFC 9112, 2.2). Netty would also skip CR, LF and SP on their own.
   *
   * @return false if the next byte is needed to decide
   */
  private boolean skipsEmptyLines(ByteBuf in) {
    while (in.isReadable()) {
      byte first = in.getByte(in.readerIndex());
      if (first != '\r') {
        isLineBeforeInvalid |= first == '\n' || first == ' ';
        return true;
      }
      if (in.readableBytes() == 1) {
        return false;
      }
      if (in.getByte(in.readerIndex() + 1) != '\n') {
        isLineBeforeInvalid = true;
        return true;
      }
      in.skipBytes(2);
    }
    return true;
  }

  /**
   * Whether a field line begins with whitespace (RFC 9112, 5.2). Netty consumes whole lines, so {@code in} begins with a line.
   *
   * @param isFieldLine whether that first line comes after the request line
   */
  private static boolean hasFoldedLine(ByteBuf in, boolean isFieldLine) {
    int end = in.writerIndex();
    int line = in.readerIndex();
    boolean isField = isFieldLine;
    while (line < end) {
      byte first = in.getByte(line);
      if (isField && (first == ' ' || first == '\t')) {
        return true;
      }
      int lineFeed = in.indexOf(line, end, (byte) '\n');
      if (lineFeed < 0 || (isField && lineFeed == line + 1)) {
        return false;
      }
      line = lineFeed + 1;
      isField = true;
    }
    return false;
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    isRequestLineRead = true;
    require(!isLineBeforeInvalid, "Bytes before the request line");
    endOfWord = start + length;
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    requireOneSpace(line, start);
    endOfWord = start + length;
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    requireOneSpace(line, start);
    String version = super.splitThirdWordInitialLine(line, start, length);
    require(VERSIONS.contains(version), "Version of HTTP");
    return version;
  }

  /** Rejects anything but one SP between the words of a request line (RFC 9112, 3). */
  private void requireOneSpace(byte[] line, int startOfWord) {
    require(
        startOfWord == endOfWord + 1 && line[endOfWord] == ' ', "Whitespace in the request line");
  }

  /** Called for each field line of a head, and of a trailer section. */
  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    require(length > 0, "Empty field name");
    return super.splitHeaderName(line, start, length);
  }

  /** Called by Netty after the last field of a head. An exception here makes the whole message invalid. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    if (message != null) {
      require(!isFolded, "Folded field line");
      require(isFramedAlike(message.headers()), "Transfer coding");
    }
    return super.isContentAlwaysEmpty(message);
  }

  /**
   * Whether all recipients find the same end of the message, even if {@code chunked} is the only coding they know (RFC 9112, 6.1 and
   * 7).
   */
  private static boolean isFramedAlike(HttpHeaders headers) {
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return codings.isEmpty()
        || (codings.size() == 1
            && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0)));
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException(what);
    }
  }
}
