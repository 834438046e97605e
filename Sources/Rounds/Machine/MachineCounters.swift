internal import Foundation

/// Counters of the whole machine at one moment.
package struct MachineCounters {
  private let busy: Double
  private let steal: Double
  private let total: Double
  private let pressure: [Double]
  private let load: Double
  private let moment: Int64

  /// Reads /proc/stat, /proc/pressure and /proc/loadavg; what cannot be read counts as 0.
  package static var now: MachineCounters {
    let ticks = (Self.text("/proc/stat").split(separator: "\n").first ?? "")
      .split(separator: " ").dropFirst().map { Double($0) ?? 0 }
    // proc(5): user nice system idle iowait irq softirq steal; guest times are in user already.
    let field = { (index: Int) in index < ticks.count ? ticks[index] : 0 }
    let busy = field(0) + field(1) + field(2) + field(5) + field(6)
    return MachineCounters(
      busy: busy / 100, steal: field(7) / 100,
      total: (busy + field(3) + field(4) + field(7)) / 100,
      pressure: ["cpu", "io", "memory"].map { pressure("/proc/pressure/" + $0) },
      load: Double(Self.text("/proc/loadavg").split(separator: " ").first ?? "") ?? 0,
      moment: Clock.now)
  }

  /// The part of the processors' time that the hypervisor has taken.
  package var stealSinceStart: Double { total > 0 ? steal / total : 0 }

  /// What happened since an earlier moment besides the use of a measured command.
  package func noise(since earlier: MachineCounters, own: Double) -> MachineNoise {
    let seconds = max(1e-3, Double(moment - earlier.moment) / 1e9)
    // The kernel counts in ticks of 10 ms on each processor; less than a few of them say nothing.
    let outside = max(0, busy - earlier.busy - own - 0.02)
    return MachineNoise(
      outside: outside / seconds, steal: (steal - earlier.steal) / max(0.01, total - earlier.total),
      pressure: zip(pressure, earlier.pressure).map { ($0 - $1) / seconds }, load: load)
  }

  /// The sum of stalls in seconds: `some … total=MICROSECONDS`.
  private static func pressure(_ path: String) -> Double {
    let line = text(path).split(separator: "\n").first { $0.hasPrefix("some") } ?? ""
    guard let total = line.split(separator: " ").first(where: { $0.hasPrefix("total=") }) else {
      return 0
    }
    return (Double(total.dropFirst(6)) ?? 0) / 1e6
  }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
