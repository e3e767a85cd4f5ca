package profilegateway.redis.bus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

/** What instances tell each other. */
sealed interface Message {

  /** Who says it. */
  String instance();

  /** An instance is there, and listens. */
  record Alive(String instance) implements Message {}

  /** An instance is about to leave. */
  record Leaving(String instance) implements Message {}

  /**
   * What must not be used any more.
   *
   * @param purge to be named when it is confirmed; empty when nobody waits for that
   */
  record Drop(String instance, String purge, Set<ProfileReference> references) implements Message {
    public Drop {
      references = Set.copyOf(references);
    }
  }

  /** An instance does not use any more what {@code purge} named. */
  record Dropped(String instance, String purge) implements Message {}

  /** As bytes, of which the first says what it is. */
  default byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (this instanceof Alive) {
        out.writeByte('A');
        out.writeUTF(instance());
      } else if (this instanceof Leaving) {
        out.writeByte('L');
        out.writeUTF(instance());
      } else if (this instanceof Drop drop) {
        out.writeByte('D');
        out.writeUTF(instance());
        out.writeUTF(drop.purge);
        out.writeInt(drop.references.size());
        for (ProfileReference reference : drop.references) {
          write(out, reference);
        }
      } else if (this instanceof Dropped dropped) {
        out.writeByte('C');
        out.writeUTF(instance());
        out.writeUTF(dropped.purge);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Empty for what another version of the gateway says. */
  static Optional<Message> read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return switch (in.readByte()) {
        case 'A' -> Optional.of(new Alive(in.readUTF()));
        case 'L' -> Optional.of(new Leaving(in.readUTF()));
        case 'D' -> Optional.of(new Drop(in.readUTF(), in.readUTF(), references(in)));
        case 'C' -> Optional.of(new Dropped(in.readUTF(), in.readUTF()));
        default -> Optional.empty();
      };
    } catch (IOException | IllegalArgumentException another) {
      return Optional.empty();
    }
  }

  private static void write(DataOutputStream out, ProfileReference reference) throws IOException {
    if (reference instanceof Mpid mpid) {
      out.writeByte('m');
      out.writeLong(mpid.value());
    } else if (reference instanceof Identity identity) {
      out.writeByte('i');
      out.writeUTF(identity.type());
      out.writeUTF(identity.value());
    }
  }

  private static Set<ProfileReference> references(DataInputStream in) throws IOException {
    Set<ProfileReference> references = new LinkedHashSet<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      references.add(
          in.readByte() == 'm'
              ? new Mpid(in.readLong())
              : new Identity(in.readUTF(), in.readUTF()));
    }
    return references;
  }
}
