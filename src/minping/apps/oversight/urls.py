"""Addresses of the room oversight."""

from django.urls import path

from minping.apps.oversight import own_views as own
from minping.apps.oversight.field import views as field
from minping.apps.oversight.follow import views as follow
from minping.apps.oversight.hearings import guest_views as guests
from minping.apps.oversight.hearings import outcome_views as outcome
from minping.apps.oversight.hearings import views as hearings
from minping.apps.oversight.inspections import views as inspections
from minping.apps.oversight.rights import views as rights
from minping.apps.oversight.surveys import views as surveys

app_name = "oversight"
urlpatterns = [
    path("", inspections.home, name="home"),
    path("inspections/new/<uuid:campaign_id>/", inspections.new, name="inspection_new"),
    path("inspections/<uuid:inspection_id>/", inspections.inspection, name="inspection"),
    path("inspections/<uuid:inspection_id>/change/", inspections.change, name="inspection_change"),
    path("inspections/<uuid:inspection_id>/end/", inspections.end, name="inspection_end"),
    path(
        "inspections/<uuid:inspection_id>/report/<uuid:unit_id>/", inspections.prepare, name="report_prepare"
    ),
    path("visits/<uuid:visit_id>/", inspections.visit, name="visit"),
    path("findings/<uuid:finding_id>/", inspections.decide, name="finding"),
    path("records/conflicts/", inspections.conflicts, name="conflicts"),
    path("records/<uuid:record_id>/settle/", inspections.settle, name="settle"),
    path("records/<uuid:record_id>/photos/<uuid:file_id>/", inspections.photo, name="photo"),
    path("records/from-file/", field.from_file, name="from_file"),
    path("reports/<uuid:report_id>/", inspections.report, name="report"),
    path("reports/<uuid:report_id>/issue/", inspections.issue, name="issue"),
    path("reports/<uuid:report_id>/report.<str:form>", inspections.report_file, name="report_file"),
    path("field/", field.shell, name="field"),
    path("field/worker.js", field.worker, name="field_worker"),
    path("field/work.json", field.work, name="field_work"),
    path("field/send/", field.send, name="field_send"),
    path("mine/", own.mine, name="mine"),
    path("mine/hearings/<uuid:hearing_id>/", guests.my_hearing, name="my_hearing"),
    path("mine/hearings/<uuid:hearing_id>/reply/", guests.my_reply, name="my_reply"),
    path("mine/hearings/<uuid:hearing_id>/question/", guests.my_question, name="my_question"),
    path("own/", own.own, name="own"),
    path("own/reports/<uuid:report_id>/", own.own_report, name="own_report"),
    path("own/reports/<uuid:report_id>/report.<str:form>", own.own_report_file, name="own_report_file"),
    path("own/hearings/new/", guests.own_new, name="own_hearing_new"),
    path("own/hearings/<uuid:hearing_id>/", guests.own_hearing, name="own_hearing"),
    path("own/invitations/<uuid:attendee_id>/", guests.own_reply, name="own_reply"),
    path("own/questions/<uuid:question_id>/", guests.own_answer, name="own_answer"),
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/<uuid:survey_id>/", surveys.survey, name="survey"),
    path("surveys/<uuid:survey_id>/asked/", surveys.asked, name="survey_asked"),
    path("hearings/", hearings.hearings, name="hearings"),
    path("hearings/new/<uuid:campaign_id>/", hearings.new, name="hearing_new"),
    path("hearings/<uuid:hearing_id>/", hearings.hearing, name="hearing"),
    path("hearings/<uuid:hearing_id>/change/", hearings.change, name="hearing_change"),
    path("hearings/<uuid:hearing_id>/cancel/", hearings.cancel, name="hearing_cancel"),
    path("hearings/<uuid:hearing_id>/invite/", hearings.invite, name="invite"),
    path("hearings/<uuid:hearing_id>/question/", hearings.question_new, name="question_new"),
    path("hearings/<uuid:hearing_id>/hold/", hearings.hold, name="hold"),
    path("hearings/<uuid:hearing_id>/promise/", outcome.promise_new, name="promise_new"),
    path("hearings/<uuid:hearing_id>/count/", outcome.count, name="count"),
    path("hearings/<uuid:hearing_id>/minutes/", outcome.minutes, name="minutes"),
    path("hearings/<uuid:hearing_id>/minutes.<str:form>", outcome.minutes_file, name="minutes_file"),
    path("attendees/<uuid:attendee_id>/withdraw/", hearings.withdraw, name="withdraw_invitation"),
    path("attendees/<uuid:attendee_id>/reply/", hearings.reply_noted, name="reply_noted"),
    path("questions/<uuid:question_id>/answer/", hearings.question_answered, name="question_answered"),
    path("promises/<uuid:promise_id>/remove/", outcome.promise_out, name="promise_remove"),
    path("promises/<uuid:promise_id>/recurred/", outcome.recurred, name="promise_recurred"),
    path("follow/", follow.follow_ups, name="follow_ups"),
    path("follow/new/<uuid:campaign_id>/", follow.new, name="follow_new"),
    path("follow/<uuid:follow_id>/", follow.follow_up, name="follow_up"),
    path("follow/problems/<uuid:followed_id>/remark/", follow.remark, name="remark"),
    path("after/<uuid:problem_id>/", follow.after, name="after"),
    path("after/<uuid:problem_id>/verify/", follow.after_verify, name="after_verify"),
    path("rights/", rights.rights, name="rights"),
    path("rights/<uuid:campaign_id>/<uuid:person_id>/", rights.change, name="rights_change"),
]
