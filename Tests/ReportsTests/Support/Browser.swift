import Foundation
import Glibc

/// A headless Chromium that is spoken to over its debugging pipe.
final class Browser {
  struct Failed: Error { let what: String }

  static let program: String? = ["chromium", "chromium-browser", "google-chrome"]
    .map { "/usr/bin/" + $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }

  private let process = Process()
  private let folder: URL
  private let commands: FileHandle
  private let answers: FileHandle
  private var pending = Data()
  private var number = 0
  private var session: String?
  /// Everything that the browser told without being asked.
  private(set) var events: [[String: Any]] = []

  init() throws {
    guard let program = Self.program else { throw Failed(what: "no chromium") }
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (input, output) = (folder.path + "/in", folder.path + "/out")
    guard mkfifo(input, 0o600) == 0, mkfifo(output, 0o600) == 0 else {
      throw Failed(what: "mkfifo")
    }
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      """
      exec "$0" --headless=new --no-sandbox --disable-gpu --remote-debugging-pipe \
      --user-data-dir="$1/profile" 3<"$1/in" 4>"$1/out" >/dev/null 2>&1
      """, program, folder.path,
    ]
    try process.run()
    let (writing, reading) = (Glibc.open(input, O_WRONLY), Glibc.open(output, O_RDONLY))
    guard writing >= 0, reading >= 0 else { throw Failed(what: "open") }
    commands = FileHandle(fileDescriptor: writing, closeOnDealloc: true)
    answers = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
    let target = try call("Target.createTarget", ["url": "about:blank"])["targetId"] as? String
    session =
      try call("Target.attachToTarget", ["targetId": target ?? "", "flatten": true])["sessionId"]
      as? String
    for domain in ["Page", "Runtime", "Network", "Log"] { _ = try call(domain + ".enable") }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Calls a method of the DevTools protocol.
  @discardableResult
  func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    number += 1
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    message["sessionId"] = session
    commands.write(try JSONSerialization.data(withJSONObject: message) + [0])
    while true {
      let answer = try next()
      guard answer["id"] as? Int == number else {
        events.append(answer)
        continue
      }
      guard let result = answer["result"] as? [String: Any] else {
        throw Failed(what: "\(method): \(answer)")
      }
      return result
    }
  }

  private func next() throws -> [String: Any] {
    while true {
      if let end = pending.firstIndex(of: 0) {
        let message = pending[..<end]
        pending = Data(pending[(end + 1)...])
        return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
      }
      let more = answers.availableData
      guard !more.isEmpty else { throw Failed(what: "the browser ended") }
      pending += more
    }
  }

  /// Opens a page at a size and waits until it is loaded.
  func open(_ url: URL, width: Int, height: Int, dark: Bool = false) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
    try call(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": dark ? "dark" : "light"]]])
    try call("Page.navigate", ["url": url.absoluteString])
    while try value("document.readyState") != "complete" || value("location.href") == "about:blank"
    {
      usleep(20_000)
    }
  }

  /// Evaluates an expression and returns its value as a string.
  func value(_ expression: String) throws -> String {
    let result = try call(
      "Runtime.evaluate",
      [
        "expression": "(async () => String(await (\(expression))))()", "returnByValue": true,
        "awaitPromise": true,
      ])
    guard let value = (result["result"] as? [String: Any])?["value"] as? String else {
      throw Failed(what: "\(expression): \(result)")
    }
    return value
  }

  /// Presses a key.
  func press(_ key: String) throws {
    var event: [String: Any] = ["type": "keyDown", "key": key]
    if key.count == 1 { event["text"] = key }
    try call("Input.dispatchKeyEvent", event)
    try call("Input.dispatchKeyEvent", ["type": "keyUp", "key": key])
  }

  /// The page as a PNG.
  func screenshot() throws -> [UInt8] {
    let result = try call("Page.captureScreenshot", ["format": "png"])
    return [UInt8](Data(base64Encoded: result["data"] as? String ?? "") ?? Data())
  }

  /// Addresses asked for that are not of this file, and everything the console complained of.
  var complaints: [String] {
    events.compactMap { event in
      let parameters = event["params"] as? [String: Any]
      switch event["method"] as? String {
      case "Network.requestWillBeSent":
        let url = (parameters?["request"] as? [String: Any])?["url"] as? String ?? ""
        return url.hasPrefix("file://") ? nil : url
      case "Log.entryAdded", "Runtime.exceptionThrown": return "\(parameters ?? [:])"
      default: return nil
      }
    }
  }
}
