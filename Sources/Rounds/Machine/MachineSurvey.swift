package import Documents
internal import Foundation
internal import Glibc
internal import Subprocess
internal import SystemPackage

/// Looks at what makes a machine noisy; whatever a file does not tell is left out.
package enum MachineSurvey {
  private static let processors = "/sys/devices/system/cpu/"

  /// Reads what holds now.
  ///
  /// - Parameter asksCompilers: Whether compilers are started to learn their versions.
  /// - Returns: What could be read.
  package static func now(asksCompilers: Bool) async -> MachineSummary {
    let flags = text("/proc/cpuinfo") ?? ""
    let limits = ControlGroup.limits
    return MachineSummary(
      host: ProcessInfo.processInfo.hostName, isVirtual: flags.contains(" hypervisor"),
      governor: word(processors + "cpu0/cpufreq/scaling_governor"), turbo: turbo,
      smt: word(processors + "smt/active").map { $0 == "1" }, siblings: siblings,
      aslr: word("/proc/sys/kernel/randomize_va_space").map { $0 != "0" },
      processorLimit: limits.processors, memoryLimit: limits.memory,
      hasEventCounters: access("/sys/bus/event_source/devices/cpu", F_OK) == 0,
      hasPressure: access("/proc/pressure/cpu", R_OK) == 0,
      steal: MachineCounters.now.stealSinceStart,
      compilers: asksCompilers ? await compilers() : [])
  }

  /// Intel's driver says when turbo is off, all others when boost is on.
  private static var turbo: Bool? {
    if let off = word(processors + "intel_pstate/no_turbo") { return off == "0" }
    return word(processors + "cpufreq/boost").map { $0 == "1" }
  }

  private static var siblings: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: processors)) ?? []
    let lists = names.filter { $0.hasPrefix("cpu") && Int($0.dropFirst(3)) != nil }.compactMap {
      word(processors + $0 + "/topology/thread_siblings_list")
    }
    return Set(lists.filter { $0.contains { ",-".contains($0) } }).sorted()
  }

  private static func compilers() async -> [String] {
    let environment = ProcessInfo.processInfo.environment
    var found: [String] = []
    // swiftc makes a folder for temporary files even to tell its version, and leaves it there.
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
      "patch-replay-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    for name in [environment["CC"] ?? "cc", environment["CXX"] ?? "c++", "rustc", "go", "swiftc"] {
      let option = name == "go" ? "version" : "--version"
      let finished = try? await Subprocess.run(
        .path("/bin/sh"), arguments: ["-c", "exec \(name) \(option)"],
        environment: .inherit.updating(["TMPDIR": scratch.path]), input: .none,
        output: .string(limit: 4096), error: .discarded)
      guard let finished, finished.terminationStatus.isSuccess,
        let line = finished.standardOutput.split(separator: "\n").first
      else { continue }
      found.append("\(name): \(line)")
    }
    return found
  }

  package static func word(_ path: String) -> String? {
    text(path)?.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }

  package static func text(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}

/// What the control groups of this process allow.
package enum ControlGroup {
  package static var limits: (processors: Double?, memory: Int?) {
    var processors: Double?
    var memory: Int?
    for line in (MachineSurvey.text("/proc/self/cgroup") ?? "").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let isUnified = parts[1].isEmpty
      // A limit may be set at any level above; the tightest one holds.
      var folder = String(parts[2])
      while true {
        if isUnified {
          let root = "/sys/fs/cgroup" + folder
          processors = least(processors, quota(MachineSurvey.text(root + "/cpu.max")))
          memory = least(memory, MachineSurvey.word(root + "/memory.max").flatMap { Int($0) })
        } else if parts[1].split(separator: ",").contains("cpu") {
          let root = "/sys/fs/cgroup/cpu" + folder
          let period = MachineSurvey.word(root + "/cpu.cfs_period_us") ?? ""
          let allowed = MachineSurvey.word(root + "/cpu.cfs_quota_us") ?? ""
          processors = least(processors, quota("\(allowed) \(period)"))
        } else if parts[1] == "memory" {
          let root = "/sys/fs/cgroup/memory" + folder
          memory = least(
            memory, MachineSurvey.word(root + "/memory.limit_in_bytes").flatMap { Int($0) })
        }
        guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
        folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
      }
    }
    // Without a limit version 1 tells the largest number of whole pages.
    return (processors, memory.flatMap { $0 < Int.max / 2 ? $0 : nil })
  }

  /// Reads `QUOTA PERIOD`; `max` and negative quotas are no limit.
  private static func quota(_ text: String?) -> Double? {
    let numbers = (text ?? "").split(whereSeparator: \.isWhitespace).map { Double($0) }
    guard numbers.count == 2, let allowed = numbers[0], let period = numbers[1], allowed > 0,
      period > 0
    else { return nil }
    return allowed / period
  }

  private static func least<Number: Comparable>(_ one: Number?, _ other: Number?) -> Number? {
    guard let one, let other else { return one ?? other }
    return min(one, other)
  }
}
