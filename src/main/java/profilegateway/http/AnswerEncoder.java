package profilegateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes an answer as one piece: a status line, headers, an empty line and the body (RFC 9112, section 2.1). The head is gathered in
 * an array, which takes less time than to write it bit by bit to where the network reads it. Confined to its event loop.
 */
final class AnswerEncoder {
  private byte[] bytes = new byte[1024];
  private int length;

  /** All of an answer with its security headers; whoever sends it releases it. Does not release the answer. */
  ByteBuf encoded(FullHttpResponse answer, ByteBufAllocator allocator) {
    length = 0;
    HttpResponseStatus status = answer.status();
    add(answer.protocolVersion().text());
    add(' ');
    add(status.codeAsText());
    add(' ');
    add(status.reasonPhrase());
    endLine();
    Iterator<Map.Entry<CharSequence, CharSequence>> headers =
        ((Http1xHeaders) answer.headers()).iteratorCharSequence();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      add(header.getKey());
      add(':');
      add(' ');
      add(header.getValue());
      endLine();
    }
    add(SecurityHeaders.missingIn(answer.headers()));
    endLine();
    ByteBuf body = answer.content();
    return allocator
        .ioBuffer(length + body.readableBytes())
        .writeBytes(bytes, 0, length)
        .writeBytes(body, body.readerIndex(), body.readableBytes());
  }

  private void endLine() {
    add('\r');
    add('\n');
  }

  private void add(char character) {
    room(1);
    bytes[length++] = (byte) character;
  }

  /** What stands in a head is ASCII. */
  private void add(CharSequence text) {
    int characters = text.length();
    room(characters);
    if (text instanceof AsciiString ascii) {
      System.arraycopy(ascii.array(), ascii.arrayOffset(), bytes, length, characters);
    } else {
      for (int i = 0; i < characters; i++) {
        char character = text.charAt(i);
        bytes[length + i] = (byte) (character < 0x80 ? character : '?');
      }
    }
    length += characters;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
