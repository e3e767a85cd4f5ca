package profilegateway.sandbox.traffic;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.Json;

/** The latest calls, oldest first; the oldest goes when it is full. Confined to one event loop. */
public final class Journal {
  private final int capacity;
  private final ArrayDeque<JournalEntry> entries = new ArrayDeque<>();
  private long nextSeq = 1;
  private long dropped;

  Journal(int capacity) {
    this.capacity = capacity;
  }

  JournalEntry add(long at, Kind kind, String method, String path, @Nullable String userAgent) {
    JournalEntry entry = new JournalEntry(nextSeq++, at, kind, method, path, userAgent);
    if (entries.size() == capacity) {
      entries.removeFirst();
      dropped++;
    }
    entries.addLast(entry);
    return entry;
  }

  /**
   * The calls after number {@code since} of one kind, or of every kind where it is null, and how many were dropped to make room.
   */
  public Buffer toJson(long since, @Nullable Kind kind) {
    return Json.write(out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("requests");
      for (JournalEntry entry : entries) {
        if (entry.seq() > since && (kind == null || entry.kind() == kind)) {
          entry.writeTo(out);
        }
      }
      out.writeEndArray();
      out.writeNumberField("dropped", dropped);
      out.writeEndObject();
    });
  }

  /** Forgets every call; numbers go on from where they were, so that {@code since} keeps its meaning. */
  public void clear() {
    entries.clear();
    dropped = 0;
  }

  void restart() {
    clear();
    nextSeq = 1;
  }
}
