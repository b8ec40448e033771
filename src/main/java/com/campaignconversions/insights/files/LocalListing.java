package com.campaignconversions.insights.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the files of this machine that a pattern matches, and tells of everything that may match
 * and cannot be listed, looked at or resolved: {@link java.io.File} says nothing of either.
 *
 * <p>Links are followed; one that leads back to a folder above it ends there.
 */
final class LocalListing extends SimpleFileVisitor<Path> {
  /** Where a check of the file system leaves what it found: for the administrator to sort. */
  private static final String SALVAGED = "lost+found";

  /** A folder that may be read but not searched tells of each of its files. */
  private static final int MOST_ERRORS = 100;

  private final FilePattern pattern;
  private final List<FilePattern> except;
  private final Path start;
  private final List<FoundFile> found = new ArrayList<>();
  private int errors;
  private @Nullable FoundFile lastTrouble;

  LocalListing(String pattern, List<FilePattern> except) {
    String path = LocalFiles.withoutScheme(pattern);
    String literal = FilePattern.literal(path);
    this.pattern = new FilePattern(path);
    this.except = except;
    this.start =
        LocalFiles.path(
            literal.equals(path)
                ? path
                : literal.substring(0, Math.max(1, literal.lastIndexOf('/'))));
  }

  /** What the pattern matches, in no order. */
  static List<FoundFile> of(String pattern, List<FilePattern> except) throws IOException {
    String path = LocalFiles.withoutScheme(pattern);
    LocalListing listing = new LocalListing(pattern, except);
    // A name may look like a pattern.
    if (!listing.one(LocalFiles.path(path))) {
      Files.walkFileTree(
          listing.start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
    }
    return listing.found();
  }

  private boolean one(Path file) {
    try {
      BasicFileAttributes attributes = LocalFiles.attributes(file);
      if (attributes.isDirectory()) {
        return false;
      }
      visitFile(file, attributes);
      return true;
    } catch (IOException e) {
      // It is no file's name, or the walk tells why it cannot be looked at.
      return false;
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return isLeftOut(folder)
            || !pattern.reachesInto(LocalFiles.text(folder))
            || isExcepted(folder, true)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (isLeftOut(file)) {
      return FileVisitResult.CONTINUE;
    }
    if (attributes.isSymbolicLink()) {
      String broken = LocalFiles.brokenLink(file);
      error(file, broken == null ? "it is a link that changed while it was listed" : broken);
    } else if (isMatched(file)) {
      boolean regular = attributes.isRegularFile();
      add(file, attributes, regular ? null : LocalFiles.NO_FILE);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException problem) {
    if (problem instanceof FileSystemLoopException || isLeftOut(path)) {
      return FileVisitResult.CONTINUE;
    }
    if (problem instanceof NoSuchFileException && path.equals(start)) {
      String broken = LocalFiles.brokenLinkAbove(path);
      if (broken != null) {
        error(path, broken);
      }
      return FileVisitResult.CONTINUE;
    }
    error(path, reason(problem));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
    if (problem != null) {
      error(folder, reason(problem));
    }
    return FileVisitResult.CONTINUE;
  }

  private static String reason(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return "this user may not look into it; give it the right to read and search the folder"
          + " (chmod, chown), or leave it out by a pattern that begins with !";
    }
    if (problem instanceof NoSuchFileException) {
      return "it went away while its folder was listed; run again when nothing moves files";
    }
    return "it cannot be listed: " + LocalFiles.reason(problem);
  }

  /** What cannot be looked at may be a file, or a folder with files. */
  private void error(Path path, String reason) {
    String text = LocalFiles.text(path);
    boolean folder = Files.isDirectory(path);
    boolean mayHold = pattern.reachesInto(text) || (!folder && pattern.matches(text));
    if (!mayHold || isExcepted(path, folder)) {
      return;
    }
    errors++;
    if (errors < MOST_ERRORS) {
      found.add(new FoundFile(LocalFiles.name(path), 0, 0, reason));
    } else {
      lastTrouble = new FoundFile(LocalFiles.name(path), 0, 0, reason);
    }
  }

  private void add(Path file, BasicFileAttributes attributes, @Nullable String error) {
    found.add(
        new FoundFile(
            LocalFiles.name(file),
            error == null ? attributes.size() : 0,
            attributes.lastModifiedTime().toMillis(),
            error));
  }

  List<FoundFile> found() {
    FoundFile last = lastTrouble;
    if (last != null) {
      String more =
          errors == MOST_ERRORS ? "" : "; " + (errors - MOST_ERRORS) + " more cannot be looked at";
      found.add(new FoundFile(last.resource(), 0, 0, last.error() + more));
    }
    return found;
  }

  private boolean isLeftOut(Path path) {
    if (path.equals(start) || path.getFileName() == null) {
      return false;
    }
    String name = path.getFileName().toString();
    return name.startsWith(".") || name.startsWith("_") || name.equals(SALVAGED);
  }

  private boolean isMatched(Path file) {
    return pattern.matches(LocalFiles.text(file)) && !isExcepted(file, false);
  }

  private boolean isExcepted(Path path, boolean folder) {
    if (except.isEmpty()) {
      return false;
    }
    String text = LocalFiles.text(path);
    return except.stream().anyMatch(out -> folder ? out.coversAllIn(text) : out.matches(text));
  }
}
