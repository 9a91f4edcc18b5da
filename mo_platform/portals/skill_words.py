"""A drawing for each skill of the voortraject, of the learner's sprite."""

from pretrajectory import api as pretrajectory

SKILL_ICONS: dict[pretrajectory.Skill, str] = {
    pretrajectory.Skill.TOUCH: "hand",
    pretrajectory.Skill.KEYBOARD: "keyboard",
    pretrajectory.Skill.CONNECTION: "wifi",
    pretrajectory.Skill.BROWSER: "globe",
    pretrajectory.Skill.READING_AIDS: "text-size",
    pretrajectory.Skill.PASSWORD: "lock",
    pretrajectory.Skill.EMAIL: "envelope",
    pretrajectory.Skill.MESSAGES: "chat",
    pretrajectory.Skill.VIDEO_CALL: "video",
    pretrajectory.Skill.IDENTITY: "card",
    pretrajectory.Skill.FORMS: "list-checks",
    pretrajectory.Skill.SAFETY: "shield",
    pretrajectory.Skill.LEARNING: "graduation",
}
