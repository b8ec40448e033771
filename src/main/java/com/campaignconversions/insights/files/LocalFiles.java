package com.campaignconversions.insights.files;

import com.campaignconversions.insights.fields.StorableText;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files of this machine under names that mean the same bytes whatever the JVM's locale: in an ASCII
 * locale Java 17 shows other letters as U+FFFD and opens no such text again, and {@code
 * -Dsun.jnu.encoding} does not change that, but a {@code file:} URI carries the bytes both ways.
 *
 * <p>A name is the absolute path where its bytes are UTF-8, else that URI.
 */
public final class LocalFiles {
  static final String NO_FILE =
      "it is a pipe, a socket, a device or a folder, and only files are read; move it away";

  private static final Pattern FILE_URI = Pattern.compile("(?i)file:(//)?");

  private LocalFiles() {}

  /** Whether a name or a pattern is of this machine, and of no other file system of Beam. */
  static boolean isLocal(String name) {
    return name.startsWith("/") || FILE_URI.matcher(name).lookingAt();
  }

  /** A pattern without the {@code file:} before it. */
  static String withoutScheme(String pattern) {
    String path = FILE_URI.matcher(pattern).replaceFirst("");
    String absolute = path.startsWith("/") ? path : name(Path.of("").toAbsolutePath()) + "/" + path;
    return absolute.replaceAll("/+", "/");
  }

  /** Whether a name is the URI of a path whose bytes are no UTF-8. */
  static boolean isUri(String name) {
    return name.startsWith("file:");
  }

  /** The name of the folder that a file lies in, with a slash at its end. */
  static String folder(String name) {
    Path folder = path(name).getParent();
    return folder == null ? "/" : name(folder) + "/";
  }

  static Path path(String name) {
    if (isUri(name)) {
      return Path.of(URI.create(name));
    }
    if (isAscii(name)) {
      return Path.of(name);
    }
    StringBuilder uri = new StringBuilder("file://");
    for (byte character : name.getBytes(StandardCharsets.UTF_8)) {
      if (character == '/' || (character > 0 && Character.isLetterOrDigit(character))) {
        uri.append((char) character);
      } else {
        uri.append('%').append(HexFormat.of().toHexDigits(character));
      }
    }
    return Path.of(URI.create(uri.toString()));
  }

  public static String name(Path path) {
    String text = path.toString();
    if (isAscii(text)) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(path))).toString();
    } catch (CharacterCodingException e) {
      return "file://" + rawPath(path);
    }
  }

  /** What patterns are held against: of bytes that are no UTF-8, U+FFFD. */
  static String text(Path path) {
    String text = path.toString();
    return isAscii(text) ? text : new String(bytes(path), StandardCharsets.UTF_8);
  }

  /**
   * Opens a regular file: a pipe would wait for its writer for ever.
   *
   * @throws IOException whose {@link #reason} tells why it cannot be opened
   */
  static SeekableByteChannel open(String name) throws IOException {
    Path path = path(name);
    if (!attributes(path).isRegularFile()) {
      throw new FileSystemException(name, null, NO_FILE);
    }
    return Files.newByteChannel(path);
  }

  static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  /** Why a file could not be read, and the way out; whose name stands before it. */
  static String reason(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return "this user may not read it; give it the right to read the file and to search its"
          + " folders (chmod, chown)";
    }
    if (problem instanceof NoSuchFileException) {
      return "it was there when the run began and is gone; run again when nothing moves files";
    }
    if (problem instanceof FileSystemException system && system.getReason() != null) {
      return StorableText.shortened(system.getReason());
    }
    return StorableText.shortened(String.valueOf(problem.getMessage()));
  }

  /** Why a link leads nowhere; null where the path is no link, or leads somewhere. */
  static @Nullable String brokenLink(Path path) {
    if (!Files.isSymbolicLink(path)) {
      return null;
    }
    String wayOut = "; mend or remove the link, or leave it out by a pattern that begins with !";
    try {
      attributes(path);
      return null;
    } catch (NoSuchFileException e) {
      return "it is a link to " + target(path) + ", which is not there" + wayOut;
    } catch (AccessDeniedException e) {
      return "it is a link to "
          + target(path)
          + ", where this user may not look; give it the right to search that folder, or leave the"
          + " link out by a pattern that begins with !";
    } catch (IOException e) {
      return "it is a link to " + target(path) + ", which leads to no file" + wayOut;
    }
  }

  /** Why a path whose last parts are not there may be behind a link; null where it is not. */
  static @Nullable String brokenLinkAbove(Path path) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
        String broken = brokenLink(above);
        return broken == null ? null : "of its folder " + text(above) + ", " + broken;
      }
    }
    return null;
  }

  private static String target(Path link) {
    try {
      return StorableText.shortened(text(Files.readSymbolicLink(link)));
    } catch (IOException e) {
      return "something";
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(Path path) {
    String raw = rawPath(path);
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        bytes[length++] = (byte) HexFormat.fromHexDigits(raw, i + 1, i + 3);
        i += 2;
      } else {
        bytes[length++] = (byte) raw.charAt(i);
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The path's bytes as a URI has them, which ends folders with a slash. */
  private static String rawPath(Path path) {
    return path.toUri().getRawPath().replaceFirst("(?<=.)/$", "");
  }
}
