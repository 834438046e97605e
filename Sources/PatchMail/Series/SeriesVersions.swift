/// Which series are versions of the same work: those that share the title of a cover or a patch.
struct SeriesVersions {
  private let works: [Int]
  private let versions: [Int]
  private let firstWork: [Int]
  /// The versions of each work.
  private let versionsOfWork: [Set<Int>]

  init(_ drafts: [SeriesDraft], mails: [Mail]) {
    var workOfTitle: [String: Int] = [:]
    var works: [Int] = []
    var members: [[Int]] = []
    for (index, draft) in drafts.enumerated() {
      let positions = [draft.cover].compactMap { $0 } + draft.slots.values.sorted()
      let titles = positions.map { mails[$0].prefix.title.lowercased() }
      let work = titles.lazy.compactMap { workOfTitle[$0] }.first ?? members.count
      if work == members.count { members.append([]) }
      members[work].append(index)
      works.append(work)
      for title in titles where workOfTitle[title] == nil { workOfTitle[title] = work }
    }
    self.works = works
    firstWork = members.first ?? []
    versions = drafts.map(\.version)
    versionsOfWork = members.map { Set($0.map { drafts[$0].version }) }
  }

  /// The other versions of the work that the draft belongs to, oldest first.
  func others(of draft: Int) -> [Int] {
    versionsOfWork[works[draft]].filter { $0 != versions[draft] }.sorted()
  }

  /// The newest version of the first work; the last one if a version is there twice.
  var defaultDraft: Int? {
    firstWork.max { versions[$0] < versions[$1] || (versions[$0] == versions[$1] && $0 < $1) }
  }
}
