import Hummingbird
import Registry

enum DeskPage {
    static func show(_ visit: Visit) async throws -> Response { visit.page("desk", title: visit.text("frame.desk")) }
}
