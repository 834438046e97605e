/// What the right side shows.
package enum StepTab: String, CaseIterable, Hashable, Sendable {
  case message
  case diff
  case files
  case stage
  case numbers
  case rounds
  case requests
  case log

  func moved(by step: Int) -> StepTab {
    let all = Self.allCases
    let place = all.firstIndex(of: self) ?? 0
    return all[(place + step + all.count) % all.count]
  }
}
