import Failures
import Foundation

/// The user's desktop, where the program runs on one.
enum Desktop {
  /// Opens a file with the program that the desktop has for it; nil where there is no desktop.
  static func showPage(
    _ environment: [String: String]
  ) -> (@Sendable (_ path: String) throws(Failure) -> Void)? {
    guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil else {
      return nil
    }
    return { path throws(Failure) in
      let opener = Process()
      opener.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      opener.arguments = ["xdg-open", path]
      opener.standardInput = FileHandle.nullDevice
      opener.standardOutput = FileHandle.nullDevice
      opener.standardError = FileHandle.nullDevice
      try Failure.classifying { try opener.run() }
    }
  }
}
