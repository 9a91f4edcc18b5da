"""The pages of a pack: the Dutch module and lessons, their order, and every language."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from ..domain.errors import PublishRefused
from ..models import LessonPage, ModulePage, OrganisationIndexPage, PackedPage, StudyPage
from .bodies import build_body
from .contents import PackContents, PageTexts, hash_of
from .problems import Problems
from .slots import Slot, make_id
from .translating import has_newer_strings, write_translation

_OF_BLOCKS = (StreamBlockValidationError, StructBlockValidationError, ListBlockValidationError)
CREATED, CHANGED, UNCHANGED, MOVED = "created", "changed", "unchanged", "moved"
EDITED = "this was edited in the CMS since the pack was loaded. Load with --overwrite to replace it."


@dataclass(frozen=True)
class PlannedPage:
    """A page as the pack wants it."""

    kind: str  # module, lesson
    model: type[StudyPage]
    file: str  # where its Dutch stands, for problems
    page_key: str
    fields: dict[str, Any]
    slots: list[Slot]
    translations: dict[str, PageTexts]
    source_hash: str


class PageWriter:
    def __init__(
        self, contents: PackContents, rows: dict[str, int], shelf: OrganisationIndexPage, report, *, overwrites: bool
    ) -> None:
        self.contents = contents
        self.rows = rows
        self.shelf = shelf
        self.report = report
        self.overwrites = overwrites
        self.problems = Problems()
        self.packed = {
            (row.pack_key, row.language): row
            for row in PackedPage.objects.filter(pack_key__startswith=f"{contents.pack.id}/")
        }

    def write(self) -> None:
        """Create, change and publish what differs. Raises BadPack with every page that refuses."""
        module_plan = self._plan_module()
        module = self._write_source(module_plan, self.shelf)
        lesson_plans = [self._plan_lesson(lesson) for lesson in self.contents.lessons]
        lessons = [self._write_source(plan, module) for plan in lesson_plans]
        self.problems.raise_if_any()
        self._put_in_order(module, lessons)
        for plan in (module_plan, *lesson_plans):
            self._write_translations(plan)
        self._note_left_over()
        self.problems.raise_if_any()

    # --- what the pack wants ---

    def _plan_module(self) -> PlannedPage:
        packed = self.contents.module
        module = packed.module
        fields = {
            "title": packed.source.title,
            "slug": packed.source.slug,
            "summary": packed.source.summary,
            "picture_id": self._find_file(module.picture) if module.picture else None,
            "theme_key": module.theme,
        }
        return PlannedPage(
            "module",
            ModulePage,
            "module.yaml",
            packed.page_key,
            fields,
            packed.slots,
            packed.translations,
            hash_of(fields),
        )

    def _plan_lesson(self, packed) -> PlannedPage:
        lesson = packed.lesson
        fields = {
            "title": lesson.title,
            "slug": lesson.slug,
            "summary": lesson.summary,
            "picture_id": self._find_file(lesson.picture) if lesson.picture else None,
            "minutes": lesson.minutes,
            "objectives": list(lesson.objectives),
            "facts": list(lesson.facts),
            "is_sensitive": lesson.sensitive,
            "body": json.dumps(
                build_body(lesson=lesson, page_key=packed.page_key, find_file=self._find_file), ensure_ascii=False
            ),
        }
        file = f"lessons/{packed.folder}/nl.yaml"
        return PlannedPage(
            "lesson", LessonPage, file, packed.page_key, fields, packed.slots, packed.translations, hash_of(lesson)
        )

    def _find_file(self, key: str) -> int:
        return self.rows[key]

    # --- the Dutch pages ---

    def _write_source(self, plan: PlannedPage, parent: Page):
        language = self.contents.pack.source_language
        page = plan.model.objects.in_language(language).filter(pack_key=plan.page_key).first()
        record = self.packed.get((plan.page_key, language))
        if page is not None and page.organisation_code != self.contents.pack.organisation:
            self.problems.add(plan.file, (), f"this page belongs to the organisation “{page.organisation_code}”.")
            return page
        if page is not None and record is not None and record.content_hash == plan.source_hash:
            self._report(plan, language, UNCHANGED)
            return page
        if (
            page is not None
            and not self.overwrites
            and (record is None or page.latest_revision_id != record.revision_id)
        ):
            self.problems.add(plan.file, (), EDITED)
            return page
        result = CHANGED if page is not None else CREATED
        if page is None:
            page = plan.model(
                **plan.fields,
                pack_key=plan.page_key,
                translation_key=make_id(plan.page_key),
                locale=parent.locale,
                live=False,
            )
        else:
            page = page.get_latest_revision_as_object()
            for name, value in plan.fields.items():
                setattr(page, name, value)
        if not self._check(plan, page):
            return page
        try:
            if result == CREATED:
                parent.add_child(instance=page)
            revision = page.save_revision()
            revision.publish()
        except ValidationError as error:
            self._note(plan.file, error)
            return page
        except PublishRefused as error:
            self.problems.add(plan.file, (), str(error))
            return page
        self._remember(plan, language, plan.source_hash, revision)
        self._report(plan, language, result)
        return plan.model.objects.get(pk=page.pk)

    def _check(self, plan: PlannedPage, page) -> bool:
        """The checks that an author in the CMS meets, block by block."""
        if not isinstance(page, LessonPage):
            return True
        try:
            page.body.stream_block.clean(page.body)
        except StreamBlockValidationError as error:
            names = [block.id for block in self._lesson_of(plan).blocks]
            for index, block_error in (error.block_errors or {}).items():
                self.problems.add(plan.file, ("blocks", names[index]), " ".join(_list_messages(block_error)))
            return False
        return True

    def _lesson_of(self, plan: PlannedPage):
        return next(packed.lesson for packed in self.contents.lessons if packed.page_key == plan.page_key)

    def _put_in_order(self, module, lessons: list[StudyPage]) -> None:
        """The Dutch tree holds the order (invariant 11); lessons that authors added come after those of the pack."""
        now = list(module.get_children().values_list("pk", flat=True))
        of_pack = [lesson.pk for lesson in lessons]
        wanted = of_pack + [pk for pk in now if pk not in of_pack]
        if now == wanted:
            return
        for pk in wanted:
            Page.objects.get(pk=pk).move(Page.objects.get(pk=module.pk), pos="last-child")
        self.report.add("module", f"{self.contents.module.module.key}: order of lessons", MOVED)

    # --- the other languages ---

    def _write_translations(self, plan: PlannedPage) -> None:
        wanted = {code: hash_of(plan.source_hash, texts.by_path) for code, texts in plan.translations.items()}
        due = {}
        for code, digest in wanted.items():
            record = self.packed.get((plan.page_key, code))
            locale = Locale.objects.get(language_code=code)
            page = plan.model.objects.in_language(code).filter(pack_key=plan.page_key).first()
            if record is not None and page is not None and record.content_hash == digest:
                self._report(plan, code, UNCHANGED)
            elif page is not None and not self.overwrites and self._was_edited(page, record, locale):
                self.problems.add(plan.file.replace("nl.yaml", f"{code}.yaml"), (), EDITED)
            else:
                due[code] = (locale, CHANGED if page is not None else CREATED)
        if not due:
            return
        page = plan.model.objects.get(translation_key=make_id(plan.page_key), locale__language_code="nl")
        source, _created = TranslationSource.update_or_create_from_instance(page)
        tool = f"{self.contents.pack.id} {self.contents.pack.version}"
        for code, (locale, result) in due.items():
            try:
                revision = write_translation(
                    source=source, locale=locale, slots=plan.slots, texts=plan.translations[code], tool=tool
                )
            except ValidationError as error:
                self._note(plan.file.replace("nl.yaml", f"{code}.yaml"), error)
            except (PublishRefused, ValueError) as error:
                self.problems.add(plan.file.replace("nl.yaml", f"{code}.yaml"), (), str(error))
            else:
                self._remember(plan, code, wanted[code], revision)
                self._report(plan, code, result)

    def _was_edited(self, page, record: PackedPage | None, locale: Locale) -> bool:
        if record is None or page.latest_revision_id != record.revision_id:
            return True
        return has_newer_strings(source_key=page.translation_key, locale=locale, since=record.loaded_at)

    # --- telling and remembering ---

    def _remember(self, plan: PlannedPage, language: str, digest: str, revision) -> None:
        PackedPage.objects.update_or_create(
            pack_key=plan.page_key,
            language=language,
            defaults={
                "content_hash": digest,
                "revision_id": revision.pk,
                "pack_version": self.contents.pack.version,
            },
        )

    def _report(self, plan: PlannedPage, language: str, result: str) -> None:
        self.report.add(plan.kind, f"{plan.page_key} ({language})", result)

    def _note(self, file: str, error: ValidationError) -> None:
        fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in fields.items():
            self.problems.add(file, (name,) if name else (), " ".join(messages))

    def _note_left_over(self) -> None:
        wanted = {self.contents.module.page_key} | {lesson.page_key for lesson in self.contents.lessons}
        for key in sorted({key for key, _language in self.packed} - wanted):
            self.report.notes.append(f"{key} is no longer in the pack; its pages stay. Unpublish them in the CMS.")


def _list_messages(error: ValidationError) -> list[str]:
    """All sentences of a block's error, however deep."""
    if not isinstance(error, _OF_BLOCKS):
        return list(error.messages)
    parts = [*error.non_block_errors.as_data(), *error.block_errors.values()]
    return [message for part in parts for message in _list_messages(part)]
