from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from storages.backends.s3 import S3Storage


class Command(BaseCommand):
    help = "Makes the bucket for uploads when it is not there yet (S3_BUCKET). Again changes nothing."

    def handle(self, *args, **options) -> None:
        if not isinstance(default_storage, S3Storage):
            self.stdout.write("Uploads go to a folder; no bucket is needed.")
            return
        client = default_storage.connection.meta.client
        name = default_storage.bucket_name
        try:
            is_new = self._make(client, name)
        except (BotoCoreError, ClientError) as error:
            raise CommandError(f"The store does not let us at {name}: {error}") from error
        self.stdout.write(f"Made the bucket {name}." if is_new else f"The bucket {name} is there.")

    def _make(self, client, name: str) -> bool:
        try:
            client.head_bucket(Bucket=name)
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"404", "NoSuchBucket"}:
                raise
            client.create_bucket(Bucket=name)
            return True
        return False
