from django.core.management.base import BaseCommand, CommandError

from people.domain.staff_accounts import make_password_link, reset_second_factor
from people.models import User


class Command(BaseCommand):
    help = (
        "For a staff member who lost phone, passkey and recovery codes: forgets them and her password, and prints the "
        "address where she chooses a new one. Make sure that it is she who asks."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username, newcomer__isnull=True).first()
        if user is None:
            raise CommandError(f"No staff member {username!r}.")
        removed = reset_second_factor(user=user)
        self.stdout.write(f"{username}: {removed} removed. She chooses a password at {make_password_link(user=user)}")
